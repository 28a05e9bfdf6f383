import { useState, type FormEvent, type ReactElement } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import type { FieldError } from '../../shared/kernel/page-frame.ts';
import { makeId } from '../../shared/kernel/ids.ts';
import { postSignOff, type SignOffPage } from '../../shared/signoff/api.ts';
import { asProblem, call } from '../platform/api-client.ts';
import { errorsOf } from '../platform/use-form.ts';
import { Button } from '../ui/button.tsx';
import { DateTimeField, type TypedDateTime } from '../ui/date-time-field.tsx';
import { ErrorSummary, errorOf } from '../ui/error-summary.tsx';
import { TextField } from '../ui/text-field.tsx';
import { dayOf } from './typed-day.ts';

const EMPTY: TypedDateTime = { day: '', month: '', year: '' };

/** Asks for sign-off of the newest version: until which days, and how many positions are needed (SIG-1). */
export function AskForm({ page, documentId }: { page: SignOffPage; documentId: string }): ReactElement {
  const queries = useQueryClient();
  const [id] = useState(makeId);
  const [group, setGroup] = useState(EMPTY);
  const [boards, setBoards] = useState(page.boards.map(() => EMPTY));
  const [errors, setErrors] = useState<readonly FieldError[]>([]);
  const [attempt, setAttempt] = useState(0);
  const send = async (form: HTMLFormElement): Promise<void> => {
    const quorum = Number(new FormData(form).get('quorum'));
    const found = faultsOf({ group, boards, quorum, asked: page.asked.length });
    setErrors(found);
    setAttempt((count) => count + 1);
    if (found.length > 0 || !page.newestVersion) return;
    const body = {
      id,
      versionId: page.newestVersion.id,
      groupBy: dayOf(group) ?? '',
      boardsBy: boards.map((one) => dayOf(one) ?? ''),
      quorum,
    };
    try {
      await call(postSignOff, { params: { documentId }, body });
      await queries.invalidateQueries({ queryKey: ['sign-off-page', documentId] });
    } catch (thrown) {
      setErrors(errorsOf(asProblem(thrown), form, 'quorum').map(({ field, sentence }) => ({ field, sentence })));
    }
  };
  return (
    <form
      className="c-form"
      noValidate
      onSubmit={(event: FormEvent<HTMLFormElement>) => {
        event.preventDefault();
        void send(event.currentTarget);
      }}
    >
      <ErrorSummary key={attempt} errors={errors} />
      <p>
        {page.asked.length} people are asked, each by their seat today: {page.asked.map(({ name }) => name).join(', ')}.
      </p>
      <DateTimeField
        name="groupBy"
        label="Last day for the group"
        hint="For example 22 12 2026. Positions can be given until 11:59pm."
        value={group}
        onChange={setGroup}
        error={errorOf(errors, 'groupBy')}
      />
      {page.boards.map(({ title }, index) => (
        <DateTimeField
          key={title}
          name={`boardsBy.${index}`}
          label={`Last day for the ${title.toLowerCase()}`}
          value={boards[index] ?? EMPTY}
          onChange={(typed) => setBoards(boards.map((one, at) => (at === index ? typed : one)))}
          error={errorOf(errors, `boardsBy.${index}`)}
        />
      ))}
      <TextField
        name="quorum"
        label="How many positions are needed?"
        hint={`From 1 to ${page.asked.length}. Silence passes only after the last day, and is shown as silence.`}
        inputMode="numeric"
        characters={3}
        defaultValue={String(Math.floor(page.asked.length / 2) + 1)}
        error={errorOf(errors, 'quorum')}
      />
      <Button kind="main" type="submit">
        Ask for sign-off of version {page.newestVersion?.number}
      </Button>
    </form>
  );
}

function faultsOf({
  group,
  boards,
  quorum,
  asked,
}: {
  group: TypedDateTime;
  boards: readonly TypedDateTime[];
  quorum: number;
  asked: number;
}): FieldError[] {
  const days = [
    dayOf(group) ? undefined : { field: 'groupBy', sentence: 'Enter the last day for the group' },
    ...boards.map((one, index) =>
      dayOf(one) ? undefined : { field: `boardsBy.${index}`, sentence: 'Enter the last day for this board' },
    ),
  ].filter((fault): fault is FieldError => fault !== undefined);
  const isCount = Number.isInteger(quorum) && quorum >= 1 && quorum <= asked;
  return isCount ? days : [...days, { field: 'quorum', sentence: `Enter a number from 1 to ${asked}` }];
}
