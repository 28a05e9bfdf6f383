/** Kinds of group and the words for them, in the order a form offers them. */
export const GROUP_KINDS = [
  { value: 'crg', words: 'Clinical reference group' },
  { value: 'group-of-chairs', words: 'Group of chairs' },
  { value: 'programme-board', words: 'Programme board' },
  { value: 'portfolio-board', words: 'Portfolio board' },
  { value: 'working-group', words: 'Working group' },
  { value: 'pathfinder-group', words: 'Pathfinder group' },
] as const;

/** A kind of group. */
export type GroupKind = (typeof GROUP_KINDS)[number]['value'];

/** The words for a kind of group. */
export function kindWords(kind: string): string {
  return GROUP_KINDS.find(({ value }) => value === kind)?.words ?? 'Group';
}

/** Whether a text is a kind of group. */
export function isGroupKind(text: string): text is GroupKind {
  return GROUP_KINDS.some(({ value }) => value === text);
}
