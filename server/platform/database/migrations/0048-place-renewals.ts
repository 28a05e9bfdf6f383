/**
 * What is remembered of where the words of an anchor stood in the draft when they were last surely found (TXT-6). The anchor itself,
 * a point's or another's, stays as it was made; a row whose `anchor_key` is not that anchor's is about an earlier one and not read.
 */
export const placeRenewals = {
  name: '0048-place-renewals',
  sql: `
create table place_renewal (
  document_id text not null references document (id),
  anchor_id text not null,
  anchor_key text not null,
  renewal jsonb not null,
  renewed_at timestamptz not null default concord_now(),
  primary key (document_id, anchor_id)
);
`,
};
