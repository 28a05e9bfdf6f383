/** Checkpoints of drafts, and who added and took away how much in which section, hour by hour (DRA-25). */
export const checkpoints = {
  name: '0045-checkpoints',
  sql: `
create table draft_checkpoint (
  id text primary key,
  place int8 generated always as identity,
  document_id text not null references document (id),
  hash text not null,
  body text not null,
  words int not null,
  people jsonb not null,
  at timestamptz not null default concord_now()
);
create index draft_checkpoint_document on draft_checkpoint (document_id, place);
create table draft_credit (
  document_id text not null references document (id),
  hour timestamptz not null,
  person_id text not null,
  section_id text not null,
  added int not null,
  removed int not null,
  proposed int not null,
  primary key (document_id, hour, person_id, section_id)
);
`,
};
