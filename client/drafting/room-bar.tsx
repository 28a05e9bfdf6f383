import type { ReactElement } from 'react';
import type { DocumentDetails } from '../../shared/drafting/api.ts';
import { stageName } from '../../shared/drafting/life-line.ts';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import { Tag } from '../ui/tag.tsx';
import { mayWriteOn } from './closings.ts';
import type { DraftStatus } from './draft-connection.ts';
import { PeopleHere } from './people-here.tsx';
import { SaveStateLine } from './save-state.tsx';
import type { RoomMode } from './use-suggesting.ts';

type RoomBarProps = {
  details: DocumentDetails;
  status: DraftStatus;
  mode: RoomMode;
  onMode: (mode: RoomMode) => void;
  onFreeze: () => void;
  labelOf: (blockId: string) => string | undefined;
  onGo: (blockId: string) => void;
};

const MODE_WORDS: Record<RoomMode, string> = { editing: 'Editing', suggesting: 'Suggesting', reading: 'Reading' };

/** What this person's typing may do here, the most first; until the server has said, what their rights say. */
export function modesOf({ may }: DocumentDetails, { mode, ended, kept }: DraftStatus): RoomMode[] {
  if (!mayWriteOn(ended, kept)) return ['reading'];
  const modes: RoomMode[] = [];
  if (may.edit && (mode === undefined || mode === 'editing')) modes.push('editing');
  if (may.suggest && mode !== 'reading') modes.push('suggesting');
  return [...modes, 'reading'];
}

/** The document's own bar: where it belongs, what it is called, whether it is saved, who is here, and the one act. */
export function RoomBar({ details, status, mode, onMode, onFreeze, labelOf, onGo }: RoomBarProps): ReactElement {
  return (
    <div className="c-docbar">
      <div className="c-docbar__t">
        <span className="up">
          <a href={`/app/groups/${details.group.id}`}>{details.group.name}</a>{' '}
          <span className="meta">
            {details.product} <Tag tone="quiet">{stageName(details.stage)}</Tag>
          </span>
        </span>
        <h1>{details.title}</h1>
      </div>
      <SaveStateLine save={status.save} />
      {status.save.state === 'offline' || status.ended ? null : (
        <PeopleHere people={status.people} labelOf={labelOf} onGo={onGo} />
      )}
      <div className="c-seg" role="group" aria-label="What your typing does">
        {modesOf(details, status).map((possible) => (
          <button type="button" key={possible} aria-pressed={mode === possible} onClick={() => onMode(possible)}>
            {MODE_WORDS[possible]}
          </button>
        ))}
      </div>
      {details.may.freeze ? (
        <Button small onClick={onFreeze}>
          <Icon name="lock" />
          Freeze a version
        </Button>
      ) : null}
      <DocumentLinks details={details} />
    </div>
  );
}

/** The other pages of this document. */
function DocumentLinks({ details }: { details: DocumentDetails }): ReactElement {
  const base = `/app/documents/${details.id}`;
  return (
    <nav className="c-doclinks" aria-label="This document">
      <a href={`${base}/versions`}>Versions</a>
      <a href={`${base}/changes`}>Changes</a>
      {details.may.openConsultation ? <a href={`${base}/open-consultation`}>Open a consultation</a> : null}
      {details.may.guard ? <a href={`${base}/editors`}>Who edits</a> : null}
      <a href={`${base}/sign-off`}>Sign-off</a>
      {details.wordFile && details.wordFile.losses > 0 ? (
        <a href={`/app/documents/bring-in-word?import=${details.wordFile.importId}`}>
          Not brought from the Word file ({details.wordFile.losses})
        </a>
      ) : null}
      {details.may.readRecord ? <a href={`${base}/record`}>Record</a> : null}
      {details.may.erase ? <a href={`${base}/erase-words`}>Erase words</a> : null}
      {details.may.rename ? <a href={`${base}/title`}>Change title</a> : null}
    </nav>
  );
}
