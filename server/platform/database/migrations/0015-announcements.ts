/** Announcements per topic with a gapless sequence, kept so that a client that missed some can catch up (PLT-5). */
export const announcements = {
  name: '0015-announcements',
  sql: `
create table announcement_topic (
  topic text primary key,
  last int8 not null
);
create table announcement (
  topic text not null references announcement_topic (topic),
  sequence int8 not null,
  act text not null,
  ids jsonb not null,
  at timestamptz not null default concord_now(),
  primary key (topic, sequence)
);
`,
};
