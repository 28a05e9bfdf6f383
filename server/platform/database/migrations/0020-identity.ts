/** People, how they sign in, their sessions, invitations, and who administers the installation (MEM-4, MEM-5). */
export const identity = {
  name: '0020-identity',
  sql: `
create table person (
  id text primary key,
  name text not null,
  email text not null unique check (email = lower(email)),
  email_proven boolean not null default false,
  image text,
  made_at timestamptz not null default concord_now(),
  updated_at timestamptz not null default concord_now(),
  joined_at timestamptz,
  closed_at timestamptz
);
create index person_name on person (lower(name));
create table account (
  id text primary key,
  person_id text not null references person (id),
  provider text not null,
  provider_account text not null,
  password text,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamptz,
  refresh_token_expires_at timestamptz,
  scope text,
  made_at timestamptz not null default concord_now(),
  updated_at timestamptz not null default concord_now(),
  unique (provider, provider_account)
);
create index account_person on account (person_id);
create table session (
  id text primary key,
  person_id text not null references person (id),
  token text not null unique,
  expires_at timestamptz not null,
  made_at timestamptz not null default concord_now(),
  updated_at timestamptz not null default concord_now(),
  network text,
  opened_by text,
  browser text
);
create index session_person on session (person_id);
create table verification (
  id text primary key,
  identifier text not null,
  value text not null,
  expires_at timestamptz not null,
  made_at timestamptz not null default concord_now(),
  updated_at timestamptz not null default concord_now()
);
create index verification_identifier on verification (identifier);
create table administrator (
  person_id text not null references person (id),
  starts_at timestamptz not null default concord_now(),
  ends_at timestamptz,
  made_by text not null,
  ended_by text,
  primary key (person_id, starts_at)
);
create table first_code (
  only_one boolean primary key default true check (only_one),
  code_hash text not null,
  made_at timestamptz not null default concord_now()
);
create table invitation (
  id text primary key,
  person_id text not null references person (id),
  token_hash text not null unique,
  invited_by text not null,
  made_at timestamptz not null default concord_now(),
  expires_at timestamptz not null,
  accepted_at timestamptz,
  withdrawn_at timestamptz
);
create index invitation_person on invitation (person_id);
`,
};
