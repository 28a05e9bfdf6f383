import { baseKeymap, chainCommands, toggleMark } from '@tiptap/pm/commands';
import { InputRule, inputRules } from '@tiptap/pm/inputrules';
import { keymap } from '@tiptap/pm/keymap';
import type { MarkType, Schema } from '@tiptap/pm/model';
import type { Command, Plugin } from '@tiptap/pm/state';
import type { BlockKind } from '../../../shared/text/live/block-marker.ts';
import {
  breakLine,
  changeDepth,
  deleteTable,
  joinBefore,
  joinBehind,
  keepCaption,
  startBlock,
  toggleKind,
  togglePageBreak,
} from './block-commands.ts';
import { noteKey } from './note-commands.ts';
import type { OwnUndo } from './own-undo.ts';

const NEVER: Command = () => false;

/** The keys of the draft, as in Word and Google Docs, and the words that turn into blocks as they are typed. */
export function blockKeys(schema: Schema, undo: OwnUndo): Plugin[] {
  const mark = (name: string): Command => (schema.marks[name] ? toggleMark(schema.marks[name] as MarkType) : NEVER);
  const keys: Record<string, Command> = {
    Enter: startBlock,
    'Shift-Enter': breakLine,
    Backspace: chainCommands(deleteTable, joinBefore),
    'Mod-Backspace': chainCommands(deleteTable, joinBefore),
    'Shift-Backspace': chainCommands(deleteTable, joinBefore),
    Delete: chainCommands(deleteTable, keepCaption, joinBehind),
    'Mod-Delete': chainCommands(deleteTable, keepCaption, joinBehind),
    Tab: changeDepth(1),
    'Shift-Tab': changeDepth(-1),
    'Mod-b': mark('strong'),
    'Mod-i': mark('em'),
    'Mod-u': mark('underline'),
    'Mod-,': mark('sub'),
    'Mod-.': mark('sup'),
    'Mod-z': () => undo.undo() || true,
    'Mod-y': () => undo.redo() || true,
    'Mod-Shift-z': () => undo.redo() || true,
    'Mod-Shift-7': toggleKind('clause', 0),
    'Mod-Shift-8': toggleKind('bullet', 0),
    'Mod-Shift-9': toggleKind('quote', 0),
    'Mod-Alt-0': toggleKind('paragraph', 0),
    'Mod-Enter': togglePageBreak,
    'Mod-Alt-f': noteKey,
    'Ctrl-Alt-f': noteKey,
  };
  for (const level of [1, 2, 3, 4]) {
    keys[`Mod-Alt-${level}`] = toggleKind('heading', level);
    keys[`Ctrl-Alt-${level}`] = toggleKind('heading', level);
  }
  return [keymap(keys), keymap(baseKeymap), inputRules({ rules: typedBlocks() })];
}

function typedBlocks(): InputRule[] {
  return [
    new InputRule(/^(#{1,4}) $/, (state, match, from, to) => convert('heading', match[1]?.length ?? 1)(state, from, to)),
    new InputRule(/^[-*•] $/, (state, _, from, to) => convert('bullet', 0)(state, from, to)),
    new InputRule(/^1[.)] $/, (state, _, from, to) => convert('clause', 0)(state, from, to)),
    new InputRule(/^[(]?a[.)] $/, (state, _, from, to) => convert('clause', 1)(state, from, to)),
    new InputRule(/^> $/, (state, _, from, to) => convert('quote', 0)(state, from, to)),
  ];
}

function convert(kind: BlockKind, level: number) {
  return (state: Parameters<Command>[0], from: number, to: number) => {
    const place = state.doc.resolve(from);
    if (place.parent.attrs.kind !== 'paragraph' || place.parent.type.name !== 'block') return null;
    const attrs = { ...place.parent.attrs, kind, level };
    return state.tr.delete(from, to).setNodeMarkup(place.before(), null, attrs);
  };
}
