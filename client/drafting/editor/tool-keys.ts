/** A writing tool that opens over or beside the text. */
export type WritingTool = 'find' | 'replace' | 'go' | 'link' | 'table' | 'picture' | 'count' | 'keys' | 'full';

type PressedKey = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>;

const WITH_CONTROL: Readonly<Record<string, WritingTool>> = { f: 'find', h: 'replace', g: 'go', k: 'link', '/': 'keys' };

const WITH_SHIFT: Readonly<Record<string, WritingTool>> = { c: 'count', f: 'full' };

/** The tool a key opens while the keyboard is in the text; Command stands for Control on a Mac. */
export function toolForKey({ key, ctrlKey, metaKey, altKey, shiftKey }: PressedKey, onMac: boolean): WritingTool | undefined {
  const control = onMac ? metaKey && !ctrlKey : ctrlKey && !metaKey;
  if (!control) return undefined;
  const letter = key.toLowerCase();
  if (altKey) return undefined;
  if (shiftKey) return WITH_SHIFT[letter];
  return WITH_CONTROL[letter];
}

/** Keys of the draft as people read them: what each does, in groups. */
export const KEY_LIST: readonly { group: string; keys: readonly (readonly [pressed: readonly string[], does: string])[] }[] = [
  {
    group: 'Find the way',
    keys: [
      [['Ctrl F'], 'find words'],
      [['Ctrl H'], 'find and replace'],
      [['Ctrl G'], 'go to a clause'],
      [['Ctrl Shift C'], 'count the words'],
      [['Ctrl Shift F'], 'the text alone on the screen, and back'],
      [['Alt F10'], 'to the writing tools; Escape goes back to the text'],
      [['Esc', 'Tab'], 'one after the other: leave the text'],
      [['Ctrl /'], 'this list; in the tools and the outline also ?'],
    ],
  },
  {
    group: 'Shape the text',
    keys: [
      [['Ctrl Alt 1', '2', '3', '4'], 'heading of that level'],
      [['Ctrl Alt 0'], 'plain paragraph'],
      [['Ctrl Shift 7', '8', '9'], 'numbered clause, bullet, quotation'],
      [['Tab', 'Shift Tab'], 'list item deeper, less deep'],
      [['Alt Shift Up', 'Down'], 'move the block past the one before, past the one behind'],
      [['Shift Enter'], 'new line in the same paragraph'],
      [['Ctrl Enter'], 'begin a new page here in print, or no longer'],
      [['#', '-', '1.', 'a.', '>'], 'and a space: heading, bullet, clause, lettered clause, quotation'],
    ],
  },
  {
    group: 'Words',
    keys: [
      [['Ctrl B', 'Ctrl I', 'Ctrl U'], 'bold, italic, underlined'],
      [['Ctrl .', 'Ctrl ,'], 'raised, lowered'],
      [['Ctrl K'], 'link, or reference to a clause'],
      [['Ctrl Alt F'], 'footnote; in it: back to its mark; behind a mark: to its note'],
      [['Ctrl Z', 'Ctrl Y'], 'undo my last change, redo it'],
    ],
  },
  {
    group: 'Suggestions',
    keys: [
      [['Ctrl Alt S'], 'suggest instead of editing, and back'],
      [['Ctrl Alt J', 'Ctrl Alt K'], 'next suggestion, the one before'],
      [['Ctrl Alt Enter'], 'accept the suggestion at the caret'],
      [['Ctrl Alt Backspace'], 'reject the suggestion at the caret, or take an own one back'],
    ],
  },
  {
    group: 'In the outline',
    keys: [
      [['Enter'], 'on a handle: pick the section up, then put it down'],
      [['Up', 'Down'], 'choose its new place'],
      [['Esc'], 'leave it where it was'],
    ],
  },
];
