import { useEffect, useRef, useSyncExternalStore, type ReactElement } from 'react';
import { ukDate, ukTime } from '../../shared/kernel/instant.ts';
import { Button } from '../ui/button.tsx';
import { announce } from '../ui/live-announcer.tsx';
import type { Offer, RecoveryTray } from './recovery-tray.ts';

const LONGEST = 600; // characters of a passage that the tray shows; copying takes all words

type RecoveryProps = {
  tray: RecoveryTray;
  /** Whether the list outlives this page. */
  kept: boolean;
  /** How the place is called to which an offer belongs; undefined when nothing of it is in the text. */
  placeOf: (blockId: string) => string | undefined;
  onGo: (blockId: string) => void;
  /** Puts words back; absent while nobody can write. */
  onPutBack: ((offer: Offer) => void) | undefined;
};

/** Words that others took from under this person, behind the text: what, where, who, when, and what to do with them (DRA-5). */
export function RecoveryCard(props: RecoveryProps): ReactElement | null {
  const { tray, kept } = props;
  const offers = useSyncExternalStore(tray.subscribe, tray.offers);
  const heading = useRef<HTMLHeadingElement>(null);
  useSpokenOffers(offers);
  if (offers.length === 0) return null;
  const finish = (offer: Offer): void => {
    tray.finish(offer.id);
    heading.current?.focus(); // the button that was pressed goes
  };
  return (
    <section className="c-tray" aria-labelledby="tray">
      <h2 className="c-h4" id="tray" tabIndex={-1} ref={heading}>
        Taken away while you wrote: {offers.length}
      </h2>
      <ol className="c-tray__offers" role="list">
        {offers.map((offer) => (
          <OfferItem key={offer.id} offer={offer} {...props} finish={() => finish(offer)} />
        ))}
      </ol>
      {kept ? null : <p className="meta">This list goes when you close the page: this browser keeps nothing on this device.</p>}
    </section>
  );
}

function useSpokenOffers(offers: readonly Offer[]): void {
  const spoken = useRef<ReadonlySet<string>>(undefined);
  useEffect(() => {
    const fresh = offers.filter(({ id }) => spoken.current && !spoken.current.has(id));
    spoken.current = new Set(offers.map(({ id }) => id));
    const [first] = fresh;
    if (first) announce(`${takenSentence(first)} You find them behind the text, to put back.`);
  }, [offers]);
}

function OfferItem({
  offer,
  placeOf,
  onGo,
  onPutBack,
  finish,
}: RecoveryProps & { offer: Offer; finish: () => void }): ReactElement {
  const { near } = offer;
  const at = new Date(offer.at).toISOString();
  const place = near === undefined ? undefined : placeOf(near);
  const words = wordsOf(offer);
  const copy = (): void => {
    navigator.clipboard.writeText(offer.words.join(' ')).then(
      () => announce('Copied.'),
      () => announce('This browser did not let us copy. Select the words and copy them yourself.'),
    );
  };
  return (
    <li className="c-tray__offer">
      <p>
        <b>{takenSentence(offer)}</b>{' '}
        <span className="meta">
          It reached you on {ukDate(at)} at {ukTime(at)}. {stands(offer) ? 'They stand at the end of what is before it now.' : ''}
        </span>
      </p>
      <Passage offer={offer} />
      <div className="c-acts">
        {onPutBack ? (
          <Button
            small
            kind="main"
            hiddenWords={`: ${words}`}
            onClick={() => {
              onPutBack(offer);
              finish();
              announce('Put back. Undo takes it away again.');
            }}
          >
            {stands(offer) ? 'Give them a paragraph' : 'Put back'}
          </Button>
        ) : null}
        <Button small hiddenWords={`: ${words}`} onClick={copy}>
          Copy
        </Button>
        <Button small kind="quiet" hiddenWords={`: ${words}`} onClick={finish}>
          {stands(offer) ? 'Leave them there' : 'Dismiss'}
        </Button>
        {place !== undefined && near !== undefined ? (
          <button type="button" className="c-aslink" onClick={() => onGo(near)}>
            Go to {place}
          </button>
        ) : null}
      </div>
    </li>
  );
}

/** The passage as it was, with the own words marked for eye and ear. */
function Passage({ offer }: { offer: Offer }): ReactElement {
  const { pieces, isCut } = shortened(offer.passage);
  return (
    <blockquote className="c-tray__passage">
      {pieces.map(({ text, own }, place) =>
        own ? (
          <mark key={place}>
            <span className="nhsuk-u-visually-hidden">Yours: </span>
            {text}
            <span className="nhsuk-u-visually-hidden">, end of yours</span>
          </mark>
        ) : (
          text
        ),
      )}
      {isCut ? '…' : ''}
    </blockquote>
  );
}

function shortened(passage: Offer['passage']): { pieces: Offer['passage']; isCut: boolean } {
  let left = LONGEST;
  const pieces: Offer['passage'] = [];
  for (const { text, own } of passage) {
    if (left > 0) pieces.push({ text: text.slice(0, left), own });
    left -= text.length;
  }
  return { pieces, isCut: left < 0 };
}

/** Whether the words are whole in the text, away from where they were typed. */
function stands({ from, remnants, words }: Offer): boolean {
  const living = remnants.reduce((sum, { length }) => sum + length, 0);
  return from === 'block' && living === words.join('').length;
}

function wordsOf({ words }: Offer): string {
  const all = words.join(' ');
  return all.length > 60 ? `${all.slice(0, 60)}…` : all;
}

/** What happened to somebody's words, in one sentence. */
export function takenSentence({ from, words, by, remnants }: Offer): string {
  const who = by ?? 'somebody else';
  const yours = `${words.length} ${words.length === 1 ? 'word' : 'words'} of yours`;
  const [was, them] = words.length === 1 ? ['was', 'it'] : ['were', 'them'];
  if (from === 'block') return `${yours} ${was} in a paragraph that ${who} took away.`;
  if (from === 'table') return `${yours} ${was} in a table that ${who} took away.`;
  if (from === 'row') return `${yours} ${was} in a table row or column that ${who} took away.`;
  if (remnants.length > 0) return `${who} deleted a part of ${yours} that you were still writing.`.replace(/^s/, 'S');
  return `${yours} ${was} deleted by ${who} just after you wrote ${them}.`;
}
