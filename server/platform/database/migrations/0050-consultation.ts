/** Consultations on frozen versions, drafts of respondents, responses with their points and answers (CON-1, CON-22, CON-25, CON-27). */
export const consultation = {
  name: '0050-consultation',
  sql: `
create table consultation_year (
  year int primary key,
  last int not null
);
create table consultation (
  id text primary key,
  reference text not null unique,
  group_id text not null,
  title text not null,
  summary text not null,
  what_changed text not null,
  audience text not null check (audience in ('public', 'categories', 'invited')),
  audience_categories jsonb not null,
  opens_at timestamptz not null,
  closes_at timestamptz not null check (closes_at > opens_at),
  length_reason text not null,
  looked_at jsonb not null,
  questions jsonb not null,
  ask_tobacco boolean not null,
  pack_hash text not null,
  opened_by text not null,
  made_at timestamptz not null default concord_now(),
  moved_to text not null default 'soon' check (moved_to in ('soon', 'open', 'closed'))
);
create index consultation_group on consultation (group_id, opens_at);
create index consultation_closes on consultation (closes_at);
create table consultation_version (
  consultation_id text not null references consultation (id),
  place int not null,
  document_id text not null references document (id),
  version_id text not null references version (id),
  primary key (consultation_id, place),
  unique (consultation_id, version_id)
);
create index consultation_version_document on consultation_version (document_id);
create table consultation_extension (
  id text primary key,
  consultation_id text not null references consultation (id),
  closed_before timestamptz not null,
  closes_now timestamptz not null,
  reason text not null,
  extended_by text not null,
  at timestamptz not null default concord_now()
);
create index consultation_extension_of on consultation_extension (consultation_id, at);

create table draft_response (
  id text primary key,
  consultation_id text not null references consultation (id),
  words jsonb not null,
  code_hash text unique,
  begun_at timestamptz not null default concord_now(),
  changed_at timestamptz not null default concord_now()
);
create index draft_response_of on draft_response (consultation_id);
create table draft_key (
  key_hash text primary key,
  draft_id text not null references draft_response (id) on delete cascade,
  made_at timestamptz not null default concord_now()
);
create index draft_key_of on draft_key (draft_id);

create table response (
  id text primary key,
  consultation_id text not null references consultation (id),
  reference text not null unique,
  status text not null check (status in ('received', 'to-check', 'withdrawn')),
  channel text not null default 'online',
  late boolean not null default false,
  revision int not null,
  held_for jsonb not null,
  capacity text,
  category text,
  organisation text,
  area text,
  has_interest boolean,
  tobacco_links boolean,
  publish text,
  received_at timestamptz not null,
  changed_at timestamptz not null
);
create index response_of on response (consultation_id, received_at, id);
create table respondent (
  response_id text primary key references response (id),
  name text not null,
  email text not null,
  email_confirmed_at timestamptz,
  interest_words text not null
);
create table response_revision (
  response_id text not null references response (id),
  revision int not null,
  send_id text not null unique,
  words jsonb,
  points int not null,
  answers int not null,
  at timestamptz not null,
  primary key (response_id, revision)
);
create table response_answer (
  response_id text not null references response (id),
  question_id text not null,
  choices jsonb not null,
  words text not null,
  primary key (response_id, question_id)
);
create table point (
  id text primary key,
  consultation_id text not null references consultation (id),
  response_id text not null references response (id),
  version_id text not null references version (id),
  version_place int not null,
  block_id text,
  block_ordinal int not null,
  clause_number text not null,
  clause_address text not null,
  range_start int not null,
  range_end int not null,
  quote text not null,
  quote_before text not null,
  quote_after text not null,
  relative jsonb,
  anchor jsonb,
  kind text not null,
  comment text not null,
  wording text,
  rank int not null,
  made_at timestamptz not null,
  changed_at timestamptz not null,
  dropped_at timestamptz
);
create index point_in_order on point (consultation_id, version_place, block_ordinal, range_start, id) where dropped_at is null;
create index point_of_response on point (response_id);

create table address_confirmation (
  token_hash text primary key,
  response_id text not null references response (id),
  email text not null,
  made_at timestamptz not null default concord_now()
);
create index address_confirmation_of on address_confirmation (response_id);
`,
};
