import type { ReactElement } from 'react';
import type { ErasurePreview, ShownPlace } from '../../shared/drafting/erasure-api.ts';
import { WORDS_AROUND } from '../../shared/text/live/erase-words.ts';

/** What erasing words would do: the places in the draft, what else Concord keeps, and what stays. */
export function ErasureFindings({ documentId, found }: { documentId: string; found: ErasurePreview }): ReactElement {
  const { places, shown, checkpoints } = found;
  return (
    <div className="c-erasing">
      <p>{placesSentence(places)}</p>
      {shown.length > 0 ? (
        <ul className="nhsuk-list nhsuk-list--bullet c-erasure" tabIndex={0} aria-label="Places where the words are">
          {shown.map((place, n) => (
            <li key={n}>
              <Place place={place} />
            </li>
          ))}
        </ul>
      ) : null}
      {places > shown.length ? <p>And {places - shown.length} more places, which are erased as well.</p> : null}
      <p>
        {checkpoints === 0 ? 'No earlier state that Concord keeps says them.' : earlierStates(checkpoints)} Concord also keeps
        each change for a while. Words that were deleted lately are erased from those changes too, even when the draft no longer
        shows them.
      </p>
      <Stays documentId={documentId} found={found} />
    </div>
  );
}

function placesSentence(places: number): string {
  if (places === 0) return 'The draft does not say these words now, shown or hidden.';
  return places === 1 ? 'The words are at 1 place in the draft.' : `The words are at ${places} places in the draft.`;
}

function earlierStates(count: number): string {
  return count === 1
    ? '1 earlier state of the draft says them. They are taken out of it, and it is marked.'
    : `${count} earlier states of the draft say them. They are taken out of these, and each is marked.`;
}

/** A place with the words in it, or only its name where they stand in an address or a description. */
function Place({ place: { name, before, words, after } }: { place: ShownPlace }): ReactElement {
  if (words === '') return <>In {name}</>;
  return (
    <>
      In {name}:{' '}
      <q>
        {before.length < WORDS_AROUND ? '' : '…'}
        {before}
        <mark>{words}</mark>
        {after}
        {after.length < WORDS_AROUND ? '' : '…'}
      </q>
    </>
  );
}

function Stays({ documentId, found }: { documentId: string; found: ErasurePreview }): ReactElement {
  const { versions, titleHolds } = found;
  return (
    <>
      <h2 className="c-h2">What is not erased here</h2>
      <ul className="nhsuk-list nhsuk-list--bullet">
        {versions.map(({ id, number, label }) => (
          <li key={id}>
            <a href={`/app/documents/${documentId}/versions/${id}`}>Version {number}</a>
            {label ? `, “${label}”,` : ''} says the words. A frozen version keeps its text, and so do consultations and releases
            made from it, because people have read it and may have signed it.
          </li>
        ))}
        {titleHolds ? (
          <li>
            The title of the document says the words. <a href={`/app/documents/${documentId}/title`}>Change the title</a>. The
            record keeps titles that were given before.
          </li>
        ) : null}
        <li>Text that somebody has copied, printed or saved as a file.</li>
        <li>Backups of this installation, until they are replaced.</li>
        <li>A device that keeps a copy of the draft and is never used for Concord again.</li>
      </ul>
      {versions.length > 0 ? (
        <p>
          Concord cannot take words out of frozen text. If one of these versions is public, tell the commissioner or the
          secretariat of the group, who publish, which version it is and not what it says.
        </p>
      ) : null}
    </>
  );
}
