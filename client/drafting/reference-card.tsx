import { useMemo, type ReactElement } from 'react';
import { placeOf } from '../../shared/text/clause-numbers.ts';
import type { DocumentText } from '../../shared/text/document-text.ts';
import { notesWithoutMark } from '../../shared/text/notes.ts';
import { needsDescription, picturesOf } from '../../shared/text/pictures.ts';
import { brokenReferences, staleReferences, type Reference } from '../../shared/text/references.ts';

type ReferenceCardProps = {
  text: DocumentText;
  onGo: (blockId: string) => void;
  /** Writes the present numbers into the references; absent while reading. */
  onRenew: (() => void) | undefined;
  /** Deletes a note; absent while reading. */
  onDeleteNote: ((noteId: string) => void) | undefined;
};

/** What must be put right: references that lead nowhere or print an old number, notes without a mark, pictures without a description. */
export function ReferenceCard({ text, onGo, onRenew, onDeleteNote }: ReferenceCardProps): ReactElement | null {
  const broken = useMemo(() => brokenReferences(text), [text]);
  const stale = useMemo(() => staleReferences(text).length, [text]);
  const lost = useMemo(() => notesWithoutMark(text), [text]);
  const bare = useMemo(() => picturesOf(text).filter(({ picture }) => needsDescription(picture)), [text]);
  if (stale + broken.length + lost.length + bare.length === 0) return null;
  return (
    <section className="c-card" aria-labelledby="references">
      <h2 className="c-h4" id="references">
        To put right
      </h2>
      {stale > 0 ? (
        <p>
          {stale === 1 ? '1 reference prints' : `${stale} references print`} an old number.{' '}
          {onRenew ? (
            <button type="button" className="c-aslink" onClick={onRenew}>
              Renew the numbers
            </button>
          ) : null}
        </p>
      ) : null}
      <BarePictures text={text} ids={bare.map(({ id }) => id)} onGo={onGo} />
      {broken.length > 0 ? (
        <>
          <p>
            {broken.length === 1 ? '1 reference leads' : `${broken.length} references lead`} nowhere: the clause is no longer in
            the text.
          </p>
          <ul className="c-chk">
            {broken.map((reference) => (
              <li key={`${reference.blockId} ${reference.start}`}>
                <button type="button" className="c-aslink" onClick={() => onGo(reference.blockId)}>
                  {placeWords(text, reference)}
                </button>
              </li>
            ))}
          </ul>
        </>
      ) : null}
      {lost.length > 0 ? (
        <>
          <p>{lost.length === 1 ? '1 note has' : `${lost.length} notes have`} no mark in the text.</p>
          <ul className="c-chk">
            {lost.map((noteId) => (
              <li key={noteId}>
                <button type="button" className="c-aslink" onClick={() => onGo(noteId)}>
                  {placeOf(text, noteId)?.number}
                </button>{' '}
                {onDeleteNote ? (
                  <button type="button" className="c-aslink" onClick={() => onDeleteNote(noteId)}>
                    Delete it
                  </button>
                ) : null}
              </li>
            ))}
          </ul>
        </>
      ) : null}
    </section>
  );
}

type BarePicturesProps = { text: DocumentText; ids: string[]; onGo: (blockId: string) => void };

function BarePictures({ text, ids, onGo }: BarePicturesProps): ReactElement | null {
  if (ids.length === 0) return null;
  return (
    <>
      <p>{ids.length === 1 ? '1 picture has' : `${ids.length} pictures have`} no description yet.</p>
      <ul className="c-chk">
        {ids.map((id) => (
          <li key={id}>
            <button type="button" className="c-aslink" onClick={() => onGo(id)}>
              {placeOf(text, id)?.number}
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}

function placeWords(text: DocumentText, { blockId, words }: Reference): string {
  const number = placeOf(text, blockId)?.number;
  return number ? `“${words}” in ${number}` : `“${words}”`;
}
