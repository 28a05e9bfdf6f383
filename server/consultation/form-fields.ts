import { z } from 'zod';
import { Reference } from '../../shared/consultation/consultation.ts';

// What a database cannot keep: NUL, and halves of surrogate pairs. Browsers never send them.
// eslint-disable-next-line no-control-regex -- finding the control character is the purpose
const NOT_TEXT = /\u0000|\p{Surrogate}/gu;

/** The reference in an address; what cannot be one is looked for all the same, so that the answer is that there is none. */
export const KnownReference = Reference.catch('none');

/** A text of a form as it was typed, with line ends as one sign; a field sent twice counts once. */
export const typedField = z
  .union([z.string(), z.array(z.string())])
  .optional()
  .transform((value) => clean((Array.isArray(value) ? value[0] : value) ?? ''));

/** Every field of a form by name, each as the list of what was sent. */
export const typedFields = z
  .record(z.string(), z.union([z.string(), z.array(z.string())]).catch(''))
  .transform(
    (fields) =>
      new Map(Object.entries(fields).map(([name, value]) => [name, (Array.isArray(value) ? value : [value]).map(clean)])),
  );

function clean(text: string): string {
  return text.replace(/\r\n?/g, '\n').replace(NOT_TEXT, '\ufffd');
}
