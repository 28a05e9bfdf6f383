import { Fragment, Slice, type Node } from '@tiptap/pm/model';
import { PluginKey, TextSelection, type Selection, type Transaction } from '@tiptap/pm/state';
import { Mapping, ReplaceStep, type Step, type StepMap } from '@tiptap/pm/transform';
import { changedRanges, type ChangedRange } from './changed-ranges.ts';

/** A local step with what undoes it. */
export type LocalStep = { step: Step; inverted: Step };

/** The word an input method composes: where it stands in the editor, and which composition it is. */
type ComposedWord = { from: number; to: number; composition: unknown };

/** What the editor holds that the shared text does not have yet, and the last word that was composed. */
export type Pending = { base: Node; steps: readonly LocalStep[]; word?: ComposedWord | undefined };

/** Under this key the editor's state keeps its pending changes, and transactions that come from the shared text carry them. */
export const pendingKey = new PluginKey<Pending>('shared text');

/** The pending changes after one more transaction; `synced` is the document the shared text is known to equal. */
export function pendingAfter(transaction: Transaction, pending: Pending, synced: Node): Pending {
  const told = transaction.getMeta(pendingKey) as Pending | undefined;
  if (!transaction.docChanged) return told ? { ...told, word: pending.word } : pending;
  const { word } = pending;
  const moved = word && { ...word, from: transaction.mapping.map(word.from, 1), to: transaction.mapping.map(word.to, -1) };
  if (told) return { ...told, word: moved };
  const start: Pending = transaction.before === synced ? { base: synced, steps: [] } : pending;
  const added = transaction.steps.map((step, i) => ({ step, inverted: step.invert(transaction.docs[i] ?? transaction.before) }));
  return { base: start.base, steps: [...start.steps, ...added], word: wordAfter(transaction, moved) };
}

/** The word being composed after a change of one's own; undefined when that was none of an input method. */
function wordAfter(transaction: Transaction, word: ComposedWord | undefined): ComposedWord | undefined {
  const composition: unknown = transaction.getMeta('composition'); // put there by the view
  const ranges = composition === undefined ? [] : changedRanges(transaction.mapping.maps);
  const [first, last] = [ranges[0], ranges.at(-1)];
  if (!first || !last) return undefined;
  if (!word || word.composition !== composition) return { from: first.fromNew, to: last.toNew, composition };
  return { from: Math.min(word.from, first.fromNew), to: Math.max(word.to, last.toNew), composition };
}

/** The step maps of pending changes. */
export function mapsOf(pending: Pending): StepMap[] {
  return pending.steps.map(({ step }) => step.getMap());
}

/** What the editor holds beside the shared text, and the changes of others that wait. */
export type Waiting = { pending: Pending; local: Node; selection: Selection; remote: readonly Step[] };

/** Makes a transaction of the editor's state take its pending changes back and let those of others in. */
export function giveWay(transaction: Transaction, { pending, remote }: Waiting): void {
  for (const { inverted } of [...pending.steps].reverse()) transaction.step(inverted);
  for (const step of remote) transaction.step(step);
}

/**
 * Makes a transaction that starts where `giveWay` ended do the pending changes again where they now belong. What was written within
 * one block is done as one change of words, whatever the input method did in between: of what it replaced only that is taken away
 * which was there when the others wrote, words whose place is gone are kept beside it, and a word of which others deleted a part
 * while it was composed is there whole.
 */
export function doAgain(transaction: Transaction, waiting: Waiting): void {
  const { pending, local, remote } = waiting;
  const others = new Mapping(remote.map((step) => step.getMap()));
  const ranges = withWholeWord(changedRanges(mapsOf(pending)), pending, others);
  const isWords = ({ fromOld, toOld, fromNew, toNew }: ChangedRange): boolean =>
    isWithinBlock(pending.base, fromOld, toOld) && isWithinBlock(local, fromNew, toNew);
  if (ranges.every(isWords)) rewrite(transaction, waiting, ranges, others);
  else repeat(transaction, waiting);
}

function isWithinBlock(doc: Node, from: number, to: number): boolean {
  const place = doc.resolve(from);
  return place.parent.isTextblock && place.sameParent(doc.resolve(to));
}

/** The changed stretches; the composed word whole in one of them when others have deleted something of it. */
function withWholeWord(ranges: readonly ChangedRange[], pending: Pending, others: Mapping): readonly ChangedRange[] {
  const { word } = pending;
  if (!word) return ranges;
  const back = backOf(pending);
  const whole = { fromNew: word.from, toNew: word.to, fromOld: back.map(word.from, -1), toOld: back.map(word.to, 1) };
  const left = stretchesLeft(others, whole).reduce((sum, { from, to }) => sum + to - from, 0);
  if (left === whole.toOld - whole.fromOld) return ranges;
  const isApart = ({ fromNew, toNew }: ChangedRange): boolean => toNew < word.from || fromNew > word.to;
  for (const range of ranges.filter((each) => !isApart(each))) {
    whole.fromNew = Math.min(whole.fromNew, range.fromNew);
    whole.toNew = Math.max(whole.toNew, range.toNew);
    whole.fromOld = Math.min(whole.fromOld, range.fromOld);
    whole.toOld = Math.max(whole.toOld, range.toOld);
  }
  return [...ranges.filter(isApart), whole].sort((a, b) => a.fromNew - b.fromNew);
}

/** From the editor's document back to the one the shared text had. */
function backOf(pending: Pending): Mapping {
  return new Mapping(pending.steps.map(({ inverted }) => inverted.getMap()).reverse());
}

/** Does each changed stretch again as one change of words, and puts the selection where it was among them. */
function rewrite(
  transaction: Transaction,
  { pending, local, selection }: Waiting,
  ranges: readonly ChangedRange[],
  others: Mapping,
): void {
  const written: { range: ChangedRange; at: number; steps: number }[] = [];
  for (const range of [...ranges].reverse()) {
    const left = stretchesLeft(others, range);
    for (const { from, to } of [...left].reverse()) transaction.delete(from, to);
    const at = left[0]?.from ?? besides(transaction.doc, others.map(range.fromOld, -1));
    transaction.step(new ReplaceStep(at, at, local.slice(range.fromNew, range.toNew)));
    written.push({ range, at, steps: transaction.steps.length });
  }
  const back = backOf(pending);
  const placeOf = (position: number): number => {
    const own = written.find(({ range }) => range.fromNew <= position && position <= range.toNew);
    if (own) return transaction.mapping.slice(own.steps).map(own.at + position - own.range.fromNew);
    return transaction.mapping.map(others.map(back.map(position)));
  };
  const [anchor, head] = [selection.anchor, selection.head].map((position) => transaction.doc.resolve(placeOf(position)));
  if (anchor && head) transaction.setSelection(TextSelection.between(anchor, head));
}

/** What is left of a stretch after the changes of others, without what they wrote in it. */
function stretchesLeft(others: Mapping, { fromOld, toOld }: ChangedRange): { from: number; to: number }[] {
  const left: { from: number; to: number }[] = [];
  for (let position = fromOld; position < toOld; position++) {
    const [from, to] = [others.map(position, 1), others.map(position + 1, -1)];
    const last = left.at(-1);
    if (last?.to === from && to > from) last.to = to;
    else if (to > from) left.push({ from, to });
  }
  return left;
}

/** The place for words whose own may be gone: there, or at the end of the block before. */
function besides(doc: Node, position: number): number {
  const place = doc.resolve(Math.min(position, doc.content.size));
  return place.parent.isTextblock ? place.pos : TextSelection.near(place, -1).from;
}

/** Does each step again that can be done; words typed into a stretch that somebody deleted are kept beside it. */
function repeat(transaction: Transaction, { pending, remote }: Waiting): void {
  const mapping = new Mapping([
    ...pending.steps.map(({ inverted }) => inverted.getMap()).reverse(),
    ...remote.map((step) => step.getMap()),
  ]);
  let mirror = pending.steps.length;
  let kept: KeptWords | undefined;
  for (const { step } of pending.steps) {
    const path = mapping.slice(mirror--);
    const beside = wordsBeside(transaction.doc, step, path, kept);
    const mapped = [step.map(path), beside].find((way) => way && !transaction.maybeStep(way).failed);
    if (!mapped) continue; // a deletion of what is gone already
    if (mapped === beside) kept = { from: (step as ReplaceStep).from, now: beside.from, length: beside.slice.size };
    mapping.appendMap(mapped.getMap(), mirror);
  }
}

/** Words put beside their lost place: where they were typed, where they are now. */
type KeptWords = { from: number; now: number; length: number };

/** The words of a step whose place was deleted, as an insertion beside that place, behind those that were typed just before. */
function wordsBeside(doc: Node, step: Step, path: Mapping, kept: KeptWords | undefined): ReplaceStep | undefined {
  if (!(step instanceof ReplaceStep)) return undefined;
  const words = step.slice.content.textBetween(0, step.slice.content.size, ' ');
  if (!words) return undefined;
  const follows = kept && step.from === kept.from + kept.length;
  const at = follows ? kept.now + kept.length : besides(doc, path.map(step.from));
  return new ReplaceStep(at, at, new Slice(Fragment.from(doc.type.schema.text(words)), 0, 0));
}
