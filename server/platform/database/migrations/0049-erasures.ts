/**
 * What was erased from drafts: when, by whom, at how many places, and a mark by which the words are known again and not read; nothing
 * of the words themselves. `reason` is here only until the record has it. Checkpoints say how many places were taken out of them.
 */
export const erasures = {
  name: '0049-erasures',
  sql: `
create table draft_erasure (
  document_id text not null references document (id),
  number int not null,
  mark text not null,
  length int not null,
  places int not null,
  checkpoints int not null default 0,
  reason text not null,
  asked_by text not null,
  asked_at timestamptz not null default concord_now(),
  done_at timestamptz,
  primary key (document_id, number)
);
create index draft_erasure_open on draft_erasure (document_id) where done_at is null;
alter table draft_checkpoint add column erased int not null default 0;
`,
};
