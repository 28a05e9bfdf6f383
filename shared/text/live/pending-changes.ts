import { Fragment, Slice, type Node } from '@tiptap/pm/model';
import { PluginKey, TextSelection, type Transaction } from '@tiptap/pm/state';
import { Mapping, ReplaceStep, type Step, type StepMap } from '@tiptap/pm/transform';

/** A local step with what undoes it. */
export type LocalStep = { step: Step; inverted: Step };

/** What the editor holds that the shared text does not have yet. */
export type Pending = { base: Node; steps: readonly LocalStep[] };

/** Under this key the editor's state keeps its pending changes, and transactions that come from the shared text carry them. */
export const pendingKey = new PluginKey<Pending>('shared text');

/** The pending changes after one more transaction; `synced` is the document the shared text is known to equal. */
export function pendingAfter(transaction: Transaction, pending: Pending, synced: Node): Pending {
  const told = transaction.getMeta(pendingKey) as Pending | undefined;
  if (told) return told;
  if (!transaction.docChanged) return pending;
  const start: Pending = transaction.before === synced ? { base: synced, steps: [] } : pending;
  const added = transaction.steps.map((step, i) => ({ step, inverted: step.invert(transaction.docs[i] ?? transaction.before) }));
  return { base: start.base, steps: [...start.steps, ...added] };
}

/** The step maps of pending changes. */
export function mapsOf(pending: Pending): StepMap[] {
  return pending.steps.map(({ step }) => step.getMap());
}

/**
 * Puts remote steps under the pending local ones: takes the local ones back, applies the remote ones, and applies the local ones
 * again where they now belong. Words typed into a stretch that somebody deleted are kept beside it.
 */
export function rebase(transaction: Transaction, pending: Pending, remote: readonly Step[]): Pending {
  const mapping = new Mapping();
  for (const { inverted } of [...pending.steps].reverse()) applyStep(transaction, mapping, inverted);
  for (const step of remote) applyStep(transaction, mapping, step);
  const base = transaction.doc;
  const steps: LocalStep[] = [];
  let mirror = pending.steps.length;
  let kept: KeptWords | undefined;
  for (const { step } of pending.steps) {
    const path = mapping.slice(mirror--);
    const before = transaction.doc;
    const beside = wordsBeside(before, step, path, kept);
    const mapped = [step.map(path), beside].find((way) => way && !transaction.maybeStep(way).failed);
    if (!mapped) continue; // a deletion of what is gone already
    if (mapped === beside) kept = { from: (step as ReplaceStep).from, now: beside.from, length: beside.slice.size };
    mapping.appendMap(mapped.getMap(), mirror);
    steps.push({ step: mapped, inverted: mapped.invert(before) });
  }
  return { base, steps };
}

/** Words put beside their lost place: where they were typed, where they are now. */
type KeptWords = { from: number; now: number; length: number };

function applyStep(transaction: Transaction, mapping: Mapping, step: Step): void {
  transaction.step(step);
  mapping.appendMap(step.getMap());
}

/** The words of a step whose place was deleted, as an insertion beside that place, behind those that were typed just before. */
function wordsBeside(doc: Node, step: Step, path: Mapping, kept: KeptWords | undefined): ReplaceStep | undefined {
  if (!(step instanceof ReplaceStep)) return undefined;
  const words = step.slice.content.textBetween(0, step.slice.content.size, ' ');
  if (!words) return undefined;
  const follows = kept && step.from === kept.from + kept.length;
  const place = doc.resolve(Math.min(path.map(step.from), doc.content.size));
  const at = follows ? kept.now + kept.length : TextSelection.near(place, -1).from;
  return new ReplaceStep(at, at, new Slice(Fragment.from(doc.type.schema.text(words)), 0, 0));
}
