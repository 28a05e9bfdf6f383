/** Pictures by the hash of their bytes, and which documents hold them (TXT-1, PLT-6). */
export const pictures = {
  name: '0046-pictures',
  sql: `
create table picture (
  hash text primary key,
  type text not null check (type in ('image/png', 'image/jpeg', 'image/gif', 'image/webp')),
  width int not null,
  height int not null,
  size int not null,
  bytes bytea not null
);
create trigger picture_append_only before update or delete on picture
  for each row execute function refuse_change();
create table document_picture (
  document_id text not null references document (id),
  hash text not null references picture (hash),
  added_by text not null,
  added_at timestamptz not null default concord_now(),
  primary key (document_id, hash)
);
`,
};
