import type { FieldError } from '../../shared/kernel/page-frame.ts';

/** The sentence under the heading: how much is still to do before it opens. */
export function leadSentence({
  faults,
  warnings,
  looked,
  opens,
}: {
  faults: readonly FieldError[];
  warnings: number;
  looked: number;
  opens: string;
}): string {
  const right = faults.filter(({ field }) => !field.startsWith('look-')).length;
  const look = warnings - looked;
  if (right === 0 && look === 0) return `Everything needed is in place. This opens ${opens}.`;
  const parts = [
    right === 0 ? '' : `${right} ${right === 1 ? 'thing' : 'things'} must be put right`,
    look === 0 ? '' : `${look} ${look === 1 ? 'needs' : 'need'} a look`,
  ].filter(Boolean);
  return `${parts.join(', and ')}${parts.length > 1 ? ',' : ''} before this opens ${opens}.`;
}
