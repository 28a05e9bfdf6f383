/** Documents, the log of their live text, its folded states, bound client ids, frozen versions and Word files being brought in (DRA-2, DRA-8, DRA-9, DRA-27). */
export const drafting = {
  name: '0040-drafting',
  sql: `
create table document (
  id text primary key,
  group_id text not null references "group" (id),
  product_id text not null,
  template_id text not null,
  template_version int not null,
  heading_ids jsonb not null,
  title text not null,
  stage text not null,
  quarantined text,
  made_by text not null,
  made_at timestamptz not null default concord_now(),
  changed_at timestamptz not null default concord_now()
);
create index document_group on document (group_id, made_at);
create table draft_state (
  document_id text primary key references document (id),
  bytes bytea not null,
  folded_at timestamptz not null default concord_now()
);
create table draft_update (
  id int8 generated always as identity primary key,
  document_id text not null references document (id),
  actor_id text not null,
  bytes bytea not null,
  at timestamptz not null default concord_now()
);
create index draft_update_document on draft_update (document_id, id);
create table draft_client (
  document_id text not null references document (id),
  client_id int8 not null,
  person_id text not null,
  page_load text not null,
  bound_at timestamptz not null default concord_now(),
  primary key (document_id, client_id)
);
create table version (
  id text primary key,
  document_id text not null references document (id),
  number int not null,
  label text not null,
  reason text not null,
  hash text not null,
  body text not null,
  state bytea not null,
  words int not null,
  made_by text not null,
  made_at timestamptz not null default concord_now(),
  unique (document_id, number)
);
create trigger version_append_only before update or delete on version
  for each row execute function refuse_change();
create table word_import (
  id text primary key,
  group_id text not null references "group" (id),
  product_id text not null,
  title text not null,
  file_name text not null,
  replaces text references document (id),
  document_id text references document (id),
  state text not null check (state in ('reading', 'done', 'failed', 'stopped')),
  step text not null,
  percent int not null default 0,
  losses jsonb not null,
  counts jsonb not null,
  problem jsonb,
  asked_by text not null,
  asked_at timestamptz not null default concord_now(),
  ended_at timestamptz
);
create index word_import_group on word_import (group_id, asked_at);
create index word_import_document on word_import (document_id) where document_id is not null;
`,
};
