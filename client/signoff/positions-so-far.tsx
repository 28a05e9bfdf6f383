import type { ReactElement } from 'react';
import { ukDate, ukDay, ukTime } from '../../shared/kernel/instant.ts';
import type { GivenPosition, SignOffView } from '../../shared/signoff/api.ts';
import { POSITION_WORDS, type AskedPerson } from '../../shared/signoff/chain.ts';
import { DataTable } from '../ui/data-table.tsx';

type Step = SignOffView['steps'][number];
type Row = { key: string; who: string; capacity: string; given: GivenPosition | undefined; isOld: boolean };

/** Every position of a sign-off step by step; earlier ones stay visible, and silence is shown as silence (SIG-4). */
export function PositionsSoFar({ signOff, level = 3 }: { signOff: SignOffView; level?: 3 | 4 }): ReactElement {
  const Heading = `h${level}` as const;
  return (
    <>
      {signOff.steps.map((step) => (
        <div className="c-sec" key={step.id}>
          <Heading className="c-h4">{step.title}</Heading>
          <p className="meta">{stepSentence(step, signOff)}</p>
          {step.kind === 'body' && !signOff.given.some(({ stepId }) => stepId === step.id) ? null : (
            <DataTable
              caption={`Positions of the ${step.title}`}
              captionHidden
              rowKey={({ key }) => key}
              rows={rowsOf(step, signOff.given)}
              columns={[
                { key: 'who', heading: 'Who', headsRow: true, cell: ({ who }) => who },
                { key: 'capacity', heading: 'As', cell: ({ capacity }) => capacity },
                { key: 'position', heading: 'Position', cell: (row) => <PositionCell row={row} /> },
              ]}
            />
          )}
        </div>
      ))}
    </>
  );
}

/** How many have given a position, and who has said nothing, in one sentence for a step of people. */
export function silenceSentence(
  asked: readonly AskedPerson[],
  given: readonly GivenPosition[],
  stepId: string,
  you: string,
): string {
  const answered = new Set(given.filter((one) => one.stepId === stepId).map(({ personId }) => personId));
  const silent = asked.filter(({ personId }) => !answered.has(personId));
  const start = `${answered.size} of ${asked.length} have given a position.`;
  if (silent.length === 0) return start;
  const names = silent.map(({ personId, name }) => (personId === you ? 'you' : name));
  return `${start} No position yet from: ${names.join(', ')}. Silence is shown as silence.`;
}

function stepSentence(step: Step, { state, currentStepId }: SignOffView): string {
  const due = `by ${ukDay(step.dueAt)}`;
  if (step.state === 'passed') return 'Passed.';
  if (state === 'open' && step.id !== currentStepId) return `Waits for the step before it; its answer is due ${due}.`;
  if (step.kind === 'body') return step.state === 'blocked' ? step.sentence : `Its answer is due ${due}.`;
  return `${step.quorum} of ${step.asked.length} positions are needed ${due}.`;
}

function rowsOf(step: Step, given: readonly GivenPosition[]): Row[] {
  const here = given.filter((one) => one.stepId === step.id);
  const rows = here.map((one, index): Row => {
    const isOld = here.slice(index + 1).some((later) => later.personId === one.personId || step.kind === 'body');
    return { key: one.id, who: one.name, capacity: one.capacity, given: one, isOld };
  });
  if (step.kind === 'body') return rows;
  const silent = step.asked.filter(({ personId }) => !here.some((one) => one.personId === personId));
  return [
    ...rows,
    ...silent.map(({ personId, name, capacity }): Row => ({
      key: personId,
      who: name,
      capacity,
      given: undefined,
      isOld: false,
    })),
  ];
}

function PositionCell({ row: { given, isOld } }: { row: Row }): ReactElement {
  if (!given) return <span className="meta">Has not said anything</span>;
  return (
    <>
      {isOld ? <span className="meta">Earlier: </span> : null}
      <b>{POSITION_WORDS[given.position]}</b>{' '}
      <span className="meta">
        {ukDate(given.at)}, {ukTime(given.at)}
        {given.meetingOn ? `. Meeting of ${ukDate(`${given.meetingOn}T12:00:00.000Z`)}; took part: ${given.tookPart ?? ''}` : ''}
      </span>
      {given.words ? <p>“{given.words}”</p> : null}
    </>
  );
}
