/**
 * Who edits a document directly: everybody who may write in drafts, or, of a guarded one, those who lead the group and named people;
 * null until its first freeze, which guards it (DRA-29).
 */
export const guardedDocuments = {
  name: '0047-guarded-documents',
  sql: `
alter table document add column guarded boolean;
update document set guarded = true where id in (select document_id from version);
create table document_editor (
  document_id text not null references document (id),
  person_id text not null,
  named_by text not null,
  named_at timestamptz not null default concord_now(),
  primary key (document_id, person_id)
);
`,
};
