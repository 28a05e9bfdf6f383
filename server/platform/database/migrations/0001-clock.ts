/** The one clock of every decision (PLT-28); tests replace the function, production never does. */
export const clock = {
  name: '0001-clock',
  sql: `
create function concord_now() returns timestamptz language sql volatile as
  'select date_trunc(''milliseconds'', clock_timestamp())';
`,
};
