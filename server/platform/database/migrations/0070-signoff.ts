/** Sign-offs with their dated chain as data, and signatures that no one can change (SIG-1, SIG-6). */
export const signoff = {
  name: '0070-signoff',
  sql: `
create table signing_key (
  id text primary key,
  public_key text not null,
  made_at timestamptz not null default concord_now(),
  retired_at timestamptz,
  compromised_since timestamptz
);
create table sign_off (
  id text primary key,
  document_id text not null references document (id),
  version_id text not null references version (id),
  hash text not null,
  steps jsonb not null,
  asked_by text not null,
  asked_at timestamptz not null default concord_now(),
  state text not null check (state in ('open', 'passed', 'sent-back')),
  ended_at timestamptz,
  ended_by text,
  end_reason text
);
create unique index sign_off_one_open on sign_off (document_id) where state = 'open';
create index sign_off_version on sign_off (version_id);
create table signature (
  id text primary key,
  sign_off_id text not null references sign_off (id),
  place int not null,
  step_id text not null,
  person_id text not null,
  position text not null,
  words text not null,
  meeting_on text,
  took_part text,
  statement text not null,
  signature text not null,
  key_id text not null references signing_key (id),
  at timestamptz not null,
  unique (sign_off_id, place)
);
create trigger signature_append_only before update or delete on signature
  for each row execute function refuse_change();
`,
};
