import { useState, type FormEvent, type ReactElement } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { postChangeReason, type ExplainedChange, type Left } from '../../shared/resolution/api.ts';
import { wordDifference } from '../../shared/text/word-difference.ts';
import { asProblem, call } from '../platform/api-client.ts';
import { Button } from '../ui/button.tsx';
import { Tag } from '../ui/tag.tsx';
import { TextField } from '../ui/text-field.tsx';

type Props = { left: Left; documentId: string; mayExplain: boolean };

/** What changed since the public read it, each with what explains it; those without a reason first, with a form for it (RES-20). */
export function ChangesExplained({ left, documentId, mayExplain }: Props): ReactElement | null {
  if (left.changes.length === 0) return null;
  const isUnexplained = ({ points, reason }: ExplainedChange): boolean => points.length === 0 && reason === '';
  const ordered = [...left.changes.filter(isUnexplained), ...left.changes.filter((change) => !isUnexplained(change))];
  return (
    <section className="c-sec" aria-labelledby="changes">
      <h2 className="c-h2" id="changes">
        {left.changes.length === 1 ? '1 change' : `${left.changes.length} changes`} since the public read version{' '}
        {left.consultedVersion}
      </h2>
      {ordered.map((change) => (
        <article className="c-change" key={change.blockId} id={`change-${change.blockId}`}>
          <h3 className="c-h4">
            {change.number} <Why change={change} isUnexplained={isUnexplained(change)} />
          </h3>
          <p className="c-changed">
            <Changed before={change.before} after={change.after} />
          </p>
          {isUnexplained(change) && mayExplain ? <ReasonForm change={change} documentId={documentId} /> : null}
        </article>
      ))}
    </section>
  );
}

function Why({ change, isUnexplained }: { change: ExplainedChange; isUnexplained: boolean }): ReactElement {
  if (isUnexplained) return <Tag tone="err">No reason yet</Tag>;
  if (change.points.length > 0)
    return <span className="meta">because of {change.points.length === 1 ? '1 point' : `${change.points.length} points`}</span>;
  return <span className="meta">{change.reason}</span>;
}

function Changed({ before, after }: { before: string; after: string }): ReactElement {
  return (
    <>
      {wordDifference(before, after).map(({ op, text }, index) => {
        if (op === 'same') return <span key={index}>{text}</span>;
        const Mark = op === 'added' ? 'ins' : 'del';
        return (
          <Mark key={index}>
            <span className="vh">{op === 'added' ? '[Added: ' : '[Removed: '}</span>
            <span>{text}</span>
            <span className="vh">] </span>
          </Mark>
        );
      })}
    </>
  );
}

function ReasonForm({ change, documentId }: { change: ExplainedChange; documentId: string }): ReactElement {
  const queries = useQueryClient();
  const [reason, setReason] = useState('');
  const [error, setError] = useState<string>();
  const give = async (): Promise<void> => {
    if (reason.trim().length < 3) return setError('Say in a few words why this changed');
    try {
      await call(postChangeReason, { params: { documentId }, body: { blockId: change.blockId, reason } });
      await queries.invalidateQueries({ queryKey: ['sign-off-page', documentId] });
    } catch (thrown) {
      setError(asProblem(thrown).message);
    }
  };
  return (
    <form
      className="c-reason"
      noValidate
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        void give();
      }}
    >
      <TextField
        name={`reason-${change.blockId}`}
        label="Why did this change?"
        hint="It is published with the change. For example: editorial, a date put right."
        value={reason}
        error={error}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <Button small type="submit" hiddenWords={`for the change at ${change.number}`}>
        Give this reason
      </Button>
    </form>
  );
}
