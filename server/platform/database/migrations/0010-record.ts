/** The record: one hash chain per subject, append-only by rule of the database (REC-1, REC-3). */
export const record = {
  name: '0010-record',
  sql: `
create table record_chain (
  chain text primary key,
  position int8 not null,
  head text not null
);
create table record_entry (
  chain text not null references record_chain (chain),
  position int8 not null,
  act text not null,
  actor text not null,
  subject jsonb not null,
  facts jsonb not null,
  commitments jsonb not null,
  at timestamptz not null,
  previous text not null,
  hash text not null,
  primary key (chain, position)
);
create index record_entry_at on record_entry (at);
create table record_personal (
  chain text not null,
  position int8 not null,
  field text not null,
  salt text not null,
  value text not null,
  primary key (chain, position, field)
);
create function refuse_change() returns trigger language plpgsql as
  'begin raise exception ''the record is append-only'' using errcode = ''restrict_violation''; end';
create trigger record_entry_append_only before update or delete on record_entry
  for each row execute function refuse_change();
create trigger record_entry_no_truncate before truncate on record_entry
  for each statement execute function refuse_change();
`,
};
