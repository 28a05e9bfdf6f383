/** Mails wait here in the transaction that caused them and are sent after it, once (CON-5). */
export const mail = {
  name: '0018-mail',
  sql: `
create table waiting_mail (
  id text primary key,
  once_key text not null unique,
  recipient text not null,
  subject text not null,
  body text not null,
  made_at timestamptz not null default concord_now(),
  tries int not null default 0,
  taken_until timestamptz,
  sent_at timestamptz
);
create index waiting_mail_unsent on waiting_mail (made_at) where sent_at is null;
`,
};
