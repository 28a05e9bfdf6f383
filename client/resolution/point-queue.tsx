import { useState, type FormEvent, type KeyboardEvent, type ReactElement } from 'react';
import { KIND_CHOICES } from '../../shared/consultation/point-kinds.ts';
import { PointStatus, type QueuePoint } from '../../shared/resolution/api.ts';
import { Button } from '../ui/button.tsx';
import { Pagination } from '../ui/pagination.tsx';
import { SelectField } from '../ui/select-field.tsx';
import { Tag } from '../ui/tag.tsx';
import { TextField } from '../ui/text-field.tsx';
import { isNarrowed, type DeskAddress } from './desk-address.ts';
import { counted, placeWords, standingOf, STATUS_WORDS } from './desk-words.ts';
import type { Desk } from './use-desk.ts';

type QueueProps = {
  desk: Desk;
  address: DeskAddress;
  arrived: number;
  showArrived: () => void;
  goTo: (address: DeskAddress) => void;
  hrefOf: (address: DeskAddress) => string;
  onKeyDown: (event: KeyboardEvent) => void;
};

/** The list of points in the order of the document, with its filter; its keys work while it has focus. */
export function PointQueue({ desk, address, arrived, showArrived, goTo, hrefOf, onKeyDown }: QueueProps): ReactElement {
  const [open, setOpen] = useState(false);
  return (
    <section
      className="c-pane c-queue c-collapse c-collapse--s"
      aria-labelledby="queue-heading"
      data-open={open ? '' : undefined}
      onKeyDown={onKeyDown}
    >
      <div className="c-qh">
        <h2 className="c-h4" id="queue-heading">
          {counted(desk.counts.undecided, 'undecided', 'undecided')} of {desk.counts.all.toLocaleString('en-GB')}
        </h2>
        <p className="meta">{listSentence(desk, address)}</p>
        <QueueFilter key={hrefOf({ ...address, page: 1 })} address={address} goTo={goTo} />
        <button type="button" className="c-btn c-btn--s c-btn--tog" aria-expanded={open} onClick={() => setOpen(!open)}>
          {open ? 'Hide the list' : 'Show the list'}
        </button>
      </div>
      {arrived > 0 ? (
        <p className="c-arrived meta" role="status">
          {counted(arrived, 'new point')}.{' '}
          <button type="button" className="c-btn c-btn--s c-btn--q" onClick={showArrived}>
            {arrived === 1 ? 'Show it' : 'Show them'}
          </button>
        </p>
      ) : null}
      {desk.points.length === 0 ? <NothingHere desk={desk} address={address} /> : null}
      <ol className="c-q" aria-label="Points">
        {desk.points.map((point) => (
          <QueueRow
            key={point.id}
            point={point}
            isOpen={point.id === address.point}
            href={hrefOf({ ...address, point: point.id })}
            open={() => goTo({ ...address, point: point.id })}
          />
        ))}
      </ol>
      <Pagination
        page={desk.page}
        pages={desk.pages}
        label="Pages of points"
        hrefOf={(page) => hrefOf(withoutPoint({ ...address, page }))}
      />
    </section>
  );
}

/** The id of a point's row, to which focus goes after a decision. */
export function rowId(pointId: string): string {
  return `row-${pointId}`;
}

function QueueRow({
  point,
  isOpen,
  href,
  open,
}: {
  point: QueuePoint;
  isOpen: boolean;
  href: string;
  open: () => void;
}): ReactElement {
  const standing = standingOf(point);
  return (
    <li>
      <a
        className="q"
        id={rowId(point.id)}
        href={href}
        aria-current={isOpen ? 'true' : undefined}
        onClick={(event) => {
          if (event.metaKey || event.ctrlKey || event.shiftKey) return; // somebody wants it in a place of its own
          event.preventDefault();
          open();
        }}
      >
        <span className="l1">
          <b>{point.from}</b>
          <span className="num">{placeWords(point.clauseNumber)}</span>
        </span>
        <span className="tx">{point.excerpt}</span>
        <span className="l3">
          <Tag tone={standing.tone}>{standing.words}</Tag>
          {point.hasWording ? <Tag tone="quiet">Words proposed</Tag> : null}
          <Tag tone="quiet">{kindWords(point.kind)}</Tag>
          {point.held ? <Tag tone="warn">Held to be checked</Tag> : null}
        </span>
      </a>
    </li>
  );
}

function QueueFilter({ address, goTo }: { address: DeskAddress; goTo: (address: DeskAddress) => void }): ReactElement {
  const narrow = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const chosen = new FormData(event.currentTarget);
    const status = PointStatus.safeParse(chosen.get('status'));
    const kind = textOf(chosen.get('kind'));
    const words = textOf(chosen.get('words')).trim();
    goTo({ page: 1, ...(status.success && { status: status.data }), ...(kind && { kind }), ...(words && { words }) });
  };
  return (
    <details className="c-narrow">
      <summary className="meta">Choose which points to list</summary>
      <form onSubmit={narrow}>
        <SelectField
          name="status"
          label="Where they stand"
          defaultValue={address.status ?? ''}
          choices={[{ value: '', words: 'All' }, ...PointStatus.options.map((value) => ({ value, words: STATUS_WORDS[value] }))]}
        />
        <SelectField
          name="kind"
          label="Kind of point"
          defaultValue={address.kind ?? ''}
          choices={[{ value: '', words: 'All' }, ...KIND_CHOICES.map(({ value, name }) => ({ value, words: name }))]}
        />
        <TextField name="words" label="Words in it" defaultValue={address.words ?? ''} />
        <div className="c-acts">
          <Button small kind="main" type="submit">
            Show these
          </Button>
          {isNarrowed(address) ? (
            <Button small kind="quiet" onClick={() => goTo({ page: 1 })}>
              Show all
            </Button>
          ) : null}
        </div>
      </form>
    </details>
  );
}

function NothingHere({ desk, address }: { desk: Desk; address: DeskAddress }): ReactElement {
  if (desk.counts.all === 0) {
    const sentence =
      desk.consultation.state === 'closed'
        ? 'Nobody made a point in this consultation.'
        : 'Nobody has made a point yet. New points appear here as they arrive, and you are told.';
    return <p className="c-qh">{sentence}</p>;
  }
  if (desk.counts.undecided === 0 && address.status === 'undecided')
    return (
      <p className="c-qh">
        Every point is decided: {desk.counts.all.toLocaleString('en-GB')} of {desk.counts.all.toLocaleString('en-GB')}.
      </p>
    );
  const sentence = isNarrowed(address) ? 'No point is like that. Choose others to list.' : 'There are no points on this page.';
  return <p className="c-qh">{sentence}</p>;
}

function listSentence({ matching, page, pages }: Desk, address: DeskAddress): string {
  const parts = [
    address.status && STATUS_WORDS[address.status].toLowerCase(),
    address.kind && kindWords(address.kind).toLowerCase(),
    address.words && `with “${address.words}”`,
  ].filter(Boolean);
  const what = parts.length > 0 ? `${counted(matching, 'point')}: ${parts.join(', ')}` : 'All points';
  const where = pages > 1 ? ` Page ${page} of ${pages}.` : '';
  return `${what}, in document order.${where}`;
}

function kindWords(kind: string): string {
  return KIND_CHOICES.find(({ value }) => value === kind)?.name.replace(', or not sure', '') ?? kind;
}

function textOf(value: FormDataEntryValue | null): string {
  return typeof value === 'string' ? value : '';
}

function withoutPoint({ point: _point, ...rest }: DeskAddress): DeskAddress {
  return rest;
}
