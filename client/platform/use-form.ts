import { useState, type FormEvent } from 'react';
import type { FieldError } from '../../shared/kernel/page-frame.ts';
import type { Problem } from '../../shared/kernel/problem.ts';
import { asProblem } from './api-client.ts';

/** What was typed and chosen in a form, by the names of its fields. */
export type FormValues = Record<string, string>;

type FormActs<R> = {
  /** Looks at the values before anything is sent; the errors it gives are shown at their fields. */
  check?: (values: FormValues) => FieldError[];
  send: (values: FormValues) => Promise<R>;
  onDone: (result: R, form: HTMLFormElement) => void | Promise<void>;
  /** The field an error leads to that belongs to none. */
  firstField: string;
};

/** A form's state: what is wrong, how often it was sent (the error summary's key), whether it is on its way. */
export type FormState = {
  errors: readonly FieldError[];
  attempt: number;
  sending: boolean;
  onSubmit: (event: FormEvent<HTMLFormElement>) => void;
};

/** Sends a form once at a time and turns a refusal into errors at its fields. */
export function useForm<R>({ check, send, onDone, firstField }: FormActs<R>): FormState {
  const [errors, setErrors] = useState<readonly FieldError[]>([]);
  const [attempt, setAttempt] = useState(0);
  const [sending, setSending] = useState(false);
  const submit = async (form: HTMLFormElement): Promise<void> => {
    const values = valuesOf(form);
    const found = check?.(values) ?? [];
    setErrors(found);
    setAttempt((count) => count + 1);
    if (found.length > 0) return;
    setSending(true);
    try {
      await onDone(await send(values), form);
    } catch (thrown) {
      setErrors(errorsOf(asProblem(thrown), form, firstField));
      setAttempt((count) => count + 1);
    } finally {
      setSending(false);
    }
  };
  const onSubmit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    if (!sending) void submit(event.currentTarget);
  };
  return { errors, attempt, sending, onSubmit };
}

/** The texts of a form by field name; files are left to those who send files. */
function valuesOf(form: HTMLFormElement): FormValues {
  const entries = [...new FormData(form)].flatMap(([name, value]) => (typeof value === 'string' ? [[name, value] as const] : []));
  return Object.fromEntries(entries);
}

/** The sentences of a refusal, each at the field it names when the form has it, else at the first. */
export function errorsOf(problem: Problem, form: HTMLFormElement, firstField: string): FieldError[] {
  const named = fieldsIn(problem);
  const inForm = (field: string): string => (form.querySelector(`#${CSS.escape(field)}`) ? field : firstField);
  if (named.length === 0) return [{ field: firstField, sentence: problem.message }];
  return named.map(({ field, sentence }) => ({ field: inForm(field), sentence }));
}

function fieldsIn({ facts, message }: Problem): FieldError[] {
  const { fields, field } = facts;
  if (typeof field === 'string') return [{ field, sentence: message }];
  return Array.isArray(fields) ? fields.filter(isFieldError) : [];
}

function isFieldError(value: unknown): value is FieldError {
  return typeof value === 'object' && value !== null && 'field' in value && 'sentence' in value;
}
