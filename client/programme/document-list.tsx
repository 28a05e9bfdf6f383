import type { ReactElement } from 'react';
import type { PlannedDocument } from '../../shared/programme/api.ts';

/** Documents with the stage each has reached, in words and as a line of steps. */
export function DocumentList({ documents }: { documents: readonly PlannedDocument[] }): ReactElement {
  if (documents.length === 0) return <p>There are no documents yet.</p>;
  return (
    <ul className="c-list">
      {documents.map(({ documentId, title, product, stage, step }) => (
        <li key={documentId}>
          <a href={`/app/documents/${documentId}`}>{title}</a>
          {step ? <StageLine step={step} /> : null}
          <p className="meta">
            {product}. {step ? `Stage ${step.number} of ${step.of}: ${lowerFirst(stage)}` : stage}.
          </p>
        </li>
      ))}
    </ul>
  );
}

function StageLine({ step }: { step: { number: number; of: number } }): ReactElement {
  const steps = Array.from({ length: step.of }, (_, place) => place + 1);
  return (
    <ol className="c-stage" aria-hidden="true">
      {steps.map((number) => (
        <li key={number} className={number < step.number ? 'done' : number === step.number ? 'now' : undefined} />
      ))}
    </ol>
  );
}

function lowerFirst(words: string): string {
  return words.charAt(0).toLowerCase() + words.slice(1);
}
