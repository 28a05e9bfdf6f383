import type { ReactElement } from 'react';
import type { DocumentDetails } from '../../shared/drafting/api.ts';

/** What a draft says that is still only its template: how it begins, and the other way to begin. */
export function NewDraftNote({ details, mayWrite }: { details: DocumentDetails; mayWrite: boolean }): ReactElement {
  const headings = details.template.sections.length;
  const address = `/app/documents/bring-in-word?group=${details.group.id}&document=${details.id}`;
  return (
    <div className="c-newdraft">
      <p>
        <b>This document is new.</b> It starts with the {headings} headings of the template “{details.template.label}”. Each has
        guidance beside it, and you can write under any of them first.
        {mayWrite && details.may.rename ? (
          <>
            {' '}
            Or <a href={address}>bring in a Word file</a> in their place.
          </>
        ) : null}
      </p>
    </div>
  );
}
