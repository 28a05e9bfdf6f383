/** Portfolios, programmes, groups and seats with the dates they hold for (MEM-1, MEM-2, MEM-3). */
export const directory = {
  name: '0030-directory',
  sql: `
create table portfolio (
  id text primary key,
  slug text not null unique,
  name text not null,
  opened_at timestamptz not null,
  closed_at timestamptz
);
create table programme (
  id text primary key,
  slug text not null unique,
  name text not null,
  covers text not null,
  portfolio_id text not null references portfolio (id),
  opened_at timestamptz not null,
  closed_at timestamptz,
  place int not null
);
create table "group" (
  id text primary key,
  programme_id text not null references programme (id),
  slug text not null,
  code text,
  name text not null,
  kind text not null,
  service_reference text,
  opened_at timestamptz not null,
  closed_at timestamptz,
  close_reason text,
  merged_into text references "group" (id),
  unique (programme_id, slug)
);
create table seat (
  id text primary key,
  person_id text not null references person (id),
  group_id text not null references "group" (id),
  role text not null,
  area text,
  speaks_for text,
  starts_at timestamptz not null,
  ends_at timestamptz,
  start_reason text not null,
  end_reason text,
  made_at timestamptz not null default concord_now(),
  made_by text not null,
  ended_by text,
  check (ends_at is null or ends_at >= starts_at)
);
create index seat_person on seat (person_id);
create index seat_group on seat (group_id, starts_at);
create table composition_exception (
  id text primary key,
  group_id text not null references "group" (id),
  rule text not null,
  reason text not null,
  made_by text not null,
  made_at timestamptz not null default concord_now(),
  ended_at timestamptz
);
create index composition_exception_group on composition_exception (group_id);
`,
};
