import type { Editor } from '@tiptap/core';
import { Plugin, PluginKey, TextSelection, type EditorState, type Transaction } from '@tiptap/pm/state';
import { Decoration, DecorationSet } from '@tiptap/pm/view';
import { caretAt } from '../../../shared/text/live/caret-place.ts';
import { ledgerOf } from '../../../shared/text/live/suggestion-ledger.ts';
import { Finder, type FindWish, type Match } from './find-in-text.ts';

/** What is looked for now, where it stands, and at which place the person is (-1: at none). */
export type FindState = { finder: Finder | undefined; matches: Match[]; at: number; shown: DecorationSet };

const NOTHING: FindState = { finder: undefined, matches: [], at: -1, shown: DecorationSet.empty };

const findKey = new PluginKey<FindState>('find in text');

type FindOrder = { wish: FindWish | undefined } | { at: number };

/** Keeps the places that have the searched words, and marks them, while people write. */
export function findPlugin(): Plugin<FindState> {
  return new Plugin<FindState>({
    key: findKey,
    state: { init: () => NOTHING, apply: nextState },
    props: { decorations: (state) => findKey.getState(state)?.shown },
  });
}

/** What is looked for in an editor now. */
export function findState(state: EditorState): FindState {
  return findKey.getState(state) ?? NOTHING;
}

/** Looks for words, from the caret on; `undefined` ends the search. */
export function lookFor(editor: Editor, wish: FindWish | undefined): void {
  const order: FindOrder = { wish: wish?.words ? wish : undefined };
  editor.view.dispatch(editor.state.tr.setMeta(findKey, order).setMeta('addToHistory', false));
  show(editor);
}

/** Goes to the next place that has the words, or to the one before; behind the last comes the first. */
export function goOn(editor: Editor, by: 1 | -1): void {
  const { matches, at } = findState(editor.state);
  if (!matches.length) return;
  goTo(editor, (Math.max(at, by === 1 ? -1 : 0) + by + matches.length) % matches.length);
}

/** Puts other words in the place the person is at and goes to the next one; false when they are at none, or it is proposed to go. */
export function replaceHere(editor: Editor, words: string): boolean {
  const { matches, at, finder } = findState(editor.state);
  const match = matches[at];
  if (!match || isStruckOut(editor, match)) {
    goOn(editor, 1);
    return false;
  }
  editor.storage.flatText.undo?.endAct();
  const transaction = replaced(editor.state.tr, match, words);
  transaction.setSelection(TextSelection.create(transaction.doc, match.from + words.length));
  editor.view.dispatch(transaction);
  editor.storage.flatText.undo?.endAct();
  lookFor(editor, finder?.wish); // from the caret on: a suggestion leaves the old words where they were
  return true;
}

/** Puts other words in every place, as one act that undo takes back at once; answers how many there were. */
export function replaceEverywhere(editor: Editor, words: string): number {
  const { matches: found, finder } = findState(editor.state);
  const matches = found.filter((match) => !isStruckOut(editor, match));
  if (!matches.length) return 0;
  editor.storage.flatText.undo?.endAct();
  const transaction = editor.state.tr;
  for (const match of [...matches].reverse()) replaced(transaction, match, words);
  editor.view.dispatch(transaction.setMeta(findKey, { wish: finder?.wish }));
  editor.storage.flatText.undo?.endAct();
  return matches.length;
}

/** Whether words are proposed to go: they would be replaced once more. */
function isStruckOut(editor: Editor, { from }: Match): boolean {
  const { binding } = editor.storage.flatText;
  const ledger = binding?.isInStep ? ledgerOf(binding.shared.roots.doc) : undefined;
  if (!binding || !ledger?.sessions.size) return false;
  const first = caretAt(binding.shared, editor.state.doc, from + 1);
  if (!first || !('clock' in first)) return false;
  return ledger.pieces(first.client, first.clock, 1).some(({ deletions }) => deletions.length > 0);
}

function replaced(transaction: Transaction, { from, to }: Match, words: string): Transaction {
  return words ? transaction.insertText(words, from, to) : transaction.delete(from, to);
}

function goTo(editor: Editor, at: number): void {
  const order: FindOrder = { at };
  editor.view.dispatch(editor.state.tr.setMeta(findKey, order).setMeta('addToHistory', false));
  show(editor);
}

/** Selects the place and brings it into view, without taking the keyboard from where it is. */
function show(editor: Editor): void {
  const { matches, at } = findState(editor.state);
  const match = matches[at];
  if (!match) return;
  editor.view.dispatch(editor.state.tr.setSelection(TextSelection.create(editor.state.doc, match.from, match.to)));
  const { node } = editor.view.domAtPos(match.from);
  const element = node instanceof HTMLElement ? node : node.parentElement;
  element?.scrollIntoView({ block: 'center' });
}

function nextState(transaction: Transaction, state: FindState, _before: EditorState, after: EditorState): FindState {
  const order = transaction.getMeta(findKey) as FindOrder | undefined; // only this file writes it
  if (order && 'at' in order) return { ...state, at: order.at, shown: drawn(after, state.matches, order.at) };
  if (order) return found(after, order.wish && (state.finder?.wish === order.wish ? state.finder : new Finder(order.wish)));
  if (!state.finder || !transaction.docChanged) return state;
  const here = state.matches[state.at];
  return found(after, state.finder, here && transaction.mapping.map(here.from, 1));
}

/** The places in a document; the person is at the one they were at, or at the first behind their caret. */
function found(state: EditorState, finder: Finder | undefined, here = state.selection.from): FindState {
  if (!finder) return NOTHING;
  const matches = finder.matches(state.doc);
  const behind = matches.findIndex(({ from }) => from >= here);
  const at = behind < 0 ? Math.min(0, matches.length - 1) : behind;
  return { finder, matches, at, shown: drawn(state, matches, at) };
}

function drawn({ doc }: EditorState, matches: readonly Match[], at: number): DecorationSet {
  const marks = matches.map(({ from, to }, index) =>
    Decoration.inline(from, to, { class: index === at ? 'c-found c-found--here' : 'c-found' }),
  );
  return DecorationSet.create(doc, marks);
}
