/** Releases and the rows of their response tables; nothing published is ever deleted (PUB-7). */
export const publishing = {
  name: '0080-publishing',
  sql: `
create table public_document (
  document_id text primary key references document (id),
  reference text not null unique,
  made_at timestamptz not null default concord_now()
);
create table release (
  id text primary key,
  document_id text not null references document (id),
  version_id text not null references version (id),
  sign_off_id text not null references sign_off (id),
  number int not null,
  title text not null,
  summary text not null,
  what_changed text not null,
  effective_on text not null,
  contract_year text not null,
  review_on text not null,
  published_at timestamptz not null,
  published_by text not null,
  unique (document_id, number),
  unique (version_id)
);
create table release_response_row (
  release_id text not null references release (id),
  number int not null,
  point_id text not null,
  salt text not null,
  row jsonb not null,
  commitment text not null,
  primary key (release_id, number)
);
create index release_response_row_point on release_response_row (point_id);
create trigger public_document_append_only before update or delete on public_document
  for each row execute function refuse_change();
create trigger release_append_only before update or delete on release
  for each row execute function refuse_change();
create trigger release_response_row_append_only before update or delete on release_response_row
  for each row execute function refuse_change();
`,
};
