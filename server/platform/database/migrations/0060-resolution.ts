/** Dispositions with every revision, wording applied to the draft, reasons for changes without a point (RES-10, RES-13, RES-20). */
export const resolution = {
  name: '0060-resolution',
  sql: `
create table disposition (
  point_id text not null references point (id),
  revision int not null,
  outcome text not null,
  reason_code text not null,
  reply text not null,
  exemption text not null,
  duplicate_of text references point (id),
  decided_by text not null,
  decided_at timestamptz not null,
  primary key (point_id, revision)
);
create table point_progress (
  point_id text primary key references point (id),
  consultation_id text not null references consultation (id),
  revision int not null default 0,
  outcome text,
  exemption text not null default '',
  owner_id text,
  remark_count int not null default 0
);
create index point_progress_consultation on point_progress (consultation_id, outcome);
create table applied_wording (
  id text primary key,
  point_id text not null references point (id),
  document_id text not null references document (id),
  block_id text not null,
  before text not null,
  after text not null,
  applied_by text not null,
  applied_at timestamptz not null,
  undone_at timestamptz
);
create index applied_wording_point on applied_wording (point_id);
create index applied_wording_document on applied_wording (document_id);
create table change_reason (
  document_id text not null references document (id),
  block_id text not null,
  after_hash text not null,
  reason text not null,
  given_by text not null,
  given_at timestamptz not null,
  primary key (document_id, block_id, after_hash)
);
create table point_remark (
  id text primary key,
  point_id text not null references point (id),
  person_id text not null,
  words text not null,
  made_at timestamptz not null default concord_now()
);
create index point_remark_point on point_remark (point_id, made_at);
create trigger disposition_append_only before update or delete on disposition
  for each row execute function refuse_change();
`,
};
