import type { UseQueryResult } from '@tanstack/react-query';
import { useState, type FormEvent, type ReactElement } from 'react';
import type { FreezePreview } from '../../shared/drafting/api.ts';
import { stageName } from '../../shared/drafting/life-line.ts';
import { makeId } from '../../shared/kernel/ids.ts';
import { shortFingerprint } from '../../shared/text/canonical-form.ts';
import { asProblem } from '../platform/api-client.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { announce } from '../ui/live-announcer.tsx';
import { Notice } from '../ui/notice.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { TextArea } from '../ui/text-area.tsx';
import { TextField } from '../ui/text-field.tsx';
import { SetAside } from './set-aside.tsx';
import { useFreeze, useFreezePreview } from './drafting-queries.ts';

type FreezeDialogProps = {
  documentId: string;
  open: boolean;
  unsaved: number;
  /** Leads to a block of the draft that must be put right first. */
  onGo: (blockId: string) => void;
  onClose: () => void;
};

/** Says in numbers what freezing will make, asks for label and reason, and freezes (DRA-27). */
export function FreezeDialog({ documentId, open, unsaved, onGo, onClose }: FreezeDialogProps): ReactElement {
  return (
    <Dialog open={open} heading="Freeze a version" onClose={onClose}>
      {open ? <FreezeForm documentId={documentId} unsaved={unsaved} onGo={onGo} onClose={onClose} /> : null}
    </Dialog>
  );
}

function FreezeForm({ documentId, unsaved, onGo, onClose }: Omit<FreezeDialogProps, 'open'>): ReactElement {
  const preview = useFreezePreview(documentId, true);
  const freeze = useFreeze(documentId);
  const [key, setKey] = useState(makeId);
  const [label, setLabel] = useState('');
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const open = preview.data?.suggestions ?? [];
  const setAside = open.map(({ id }) => id).filter((id) => chosen.includes(id));
  const left = open.length - setAside.length;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    if (!label.trim() || !reason.trim() || left > 0 || unsaved > 0 || freeze.isPending) return;
    freeze.mutate(
      { label, reason, setAside, key },
      {
        onError: () => {
          setKey(makeId()); // what is asked next is another question
          void preview.refetch(); // somebody may have suggested something meanwhile
        },
        onSuccess: ({ number }) => {
          announce(`Version ${number} is frozen.`);
          onClose();
        },
      },
    );
  };
  return (
    <form className="c-stack" onSubmit={submit} noValidate>
      <p>A version is a copy that never changes. Writing goes on in the live draft.</p>
      <Preview asked={preview} onGo={onGo} />
      {open.length > 0 ? <SetAside open={open} chosen={setAside} missing={tried ? left : 0} onChange={setChosen} /> : null}
      <TextField
        name="freeze-label"
        label="Label"
        hint="For instance “For stakeholder testing”"
        value={label}
        error={tried && !label.trim() ? 'Give the version a label.' : undefined}
        onChange={(event) => setLabel(event.target.value)}
      />
      <TextArea
        name="freeze-reason"
        label="Reason"
        hint="Kept in the record with your name."
        rows={3}
        value={reason}
        error={tried && !reason.trim() ? 'Say why you freeze a version now.' : undefined}
        onChange={(event) => setReason(event.target.value)}
      />
      <UnsavedNotice unsaved={unsaved} spoken={tried} />
      {freeze.error ? (
        <Notice tone="err" spoken>
          {freeze.error.message}
        </Notice>
      ) : null}
      <div className="c-acts">
        <Button kind="main" type="submit">
          {preview.data ? `Freeze version ${preview.data.number}` : 'Freeze'}
        </Button>
        <Button onClick={onClose}>Cancel</Button>
      </div>
    </form>
  );
}

/** The numbers, or that they are being counted, or why they cannot be. */
function Preview({ asked, onGo }: { asked: UseQueryResult<FreezePreview>; onGo: (blockId: string) => void }): ReactElement {
  if (asked.data) return <PreviewNumbers preview={asked.data} onGo={onGo} />;
  if (asked.error) return <Notice tone="err">{asProblem(asked.error).message}</Notice>;
  return <Skeleton sentence="Counting what would be frozen…" lines={2} />;
}

function UnsavedNotice({ unsaved, spoken }: { unsaved: number; spoken: boolean }): ReactElement | null {
  if (unsaved === 0) return null;
  return (
    <Notice tone="warn" spoken={spoken}>
      Your last {unsaved === 1 ? 'change is' : `${unsaved} changes are`} not stored yet. A version holds stored words only, so
      wait a moment.
    </Notice>
  );
}

type PicturesToPutRightProps = { faults: FreezePreview['toPutRight']; onGo: (blockId: string) => void };

/** The pictures that keep a draft from being frozen, each with the way to it. */
function PicturesToPutRight({ faults, onGo }: PicturesToPutRightProps): ReactElement | null {
  if (faults.length === 0) return null;
  return (
    <Notice tone="err">
      <p>
        {faults.length === 1 ? 'A picture has' : `${faults.length} pictures have`} to be put right before this draft can be
        frozen:
      </p>
      <ul className="c-chk">
        {faults.map(({ blockId, name, why }) => (
          <li key={blockId}>
            <button type="button" className="c-aslink" onClick={() => onGo(blockId)}>
              {name}
            </button>{' '}
            {why === 'not-here' ? 'is not here: take it out, or put it in again.' : 'has no description.'}
          </li>
        ))}
      </ul>
    </Notice>
  );
}

function PreviewNumbers({ preview, onGo }: { preview: FreezePreview; onGo: (blockId: string) => void }): ReactElement {
  const { number, words, blocks, tables, required, changedSince, stageAfter, hash } = preview;
  const left = required.all - required.full;
  return (
    <>
      <dl className="c-count">
        <Count name="Version" figure={number} />
        <Count name="Words" figure={words} />
        <Count name="Blocks" figure={blocks} words={tableWords(tables)} />
        {changedSince ? (
          <Count name="Changed" figure={changedSince.blocks} words={`since version ${changedSince.number}`} />
        ) : null}
      </dl>
      <p className="meta">
        Fingerprint of these words: <span className="c-fingerprint">{shortFingerprint(hash)}</span>
        {stageAfter ? `. The document moves to “${stageName(stageAfter)}”.` : '.'}
      </p>
      <PicturesToPutRight faults={preview.toPutRight} onGo={onGo} />
      {left > 0 ? (
        <Notice tone="warn">
          <p>
            {left} required {left === 1 ? 'section has' : 'sections have'} no words yet: {someOf(required.left)}. You can freeze
            all the same.
          </p>
        </Notice>
      ) : null}
    </>
  );
}

function Count({ name, figure, words }: { name: string; figure: number; words?: string }): ReactElement {
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        {figure.toLocaleString('en-GB')}
        {words ? <small>{words}</small> : null}
      </dd>
    </div>
  );
}

const NAMED = 4; // more than a handful is a count, not a list

function someOf(headings: readonly string[]): string {
  const named = headings.slice(0, NAMED).join('; ');
  return headings.length > NAMED ? `${named}; and ${headings.length - NAMED} more` : named;
}

function tableWords(tables: number): string {
  if (tables === 0) return 'no tables';
  return tables === 1 ? 'one of them a table' : `${tables} of them tables`;
}
