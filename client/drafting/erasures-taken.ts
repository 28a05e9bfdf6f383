import type * as Y from 'yjs';
import { lookForErased } from '../../shared/drafting/erasure-api.ts';
import { MAX_ERASED_CHARS, MAX_LOOKED_AT_CHARS } from '../../shared/kernel/limits.ts';
import { textsIn } from '../../shared/text/live/erase-words.ts';
import { forgetDeleted } from '../../shared/text/live/yjs-internals.ts';
import { call } from '../platform/api-client.ts';
import { forget, keep, ownKey, readKept } from '../platform/browser-storage.ts';
import type { AskErased } from './clean-store.ts';
import { cleanLaidAside } from './laid-aside.ts';
import type { RecoveryTray } from './recovery-tray.ts';

const AGAIN_MS = 30_000; // a device or network that would not do it is tried again
const MOST_TEXTS = 200; // in one question

type Owner = { documentId: string; personId: string };
type Copy = { clean(ask: AskErased, known: ReadonlySet<string>): Promise<void> };
type Parts = { doc: Y.Doc; tray: RecoveryTray; copy: () => Copy | undefined };

/**
 * How many of a draft's erasures this page's text and this device's copy have taken. When the server has more, undo is forgotten at
 * once; offers, copies and memory are cleared when everything unsent has gone through the server, which keeps back what was erased.
 */
export class ErasuresTaken {
  private count: number | undefined;
  private wanted = 0;
  private busy = false;
  private failedAt: number | undefined;
  private readonly listeners = new Set<() => void>();

  constructor(
    private readonly owner: Owner,
    private readonly parts: Parts,
  ) {}

  /** Starts with what this device has kept of the text, if it has. */
  begin(hasText: boolean): void {
    const kept = readKept(keyOf(this.owner));
    this.count = hasText ? (typeof kept === 'number' ? kept : 0) : undefined;
  }

  /** What to tell the server; undefined when there is nothing here yet that could be older. */
  get taken(): number | undefined {
    return this.count;
  }

  /** Calls `act` when words were erased that undo may bring back. */
  onErased(act: () => void): () => void {
    this.listeners.add(act);
    return () => this.listeners.delete(act);
  }

  /** Hears from the server how often words were erased. */
  hear(erasures: number): void {
    this.wanted = erasures;
    if (this.count === undefined) this.note(erasures);
    else if (erasures > this.count) for (const listener of this.listeners) listener();
  }

  /** Clears what this page and this device have of erased words, when there is something to clear; call it while everything is stored. */
  async settle(now: number): Promise<void> {
    const { wanted } = this;
    if (this.busy || this.count === undefined || wanted <= this.count) return;
    if (this.failedAt !== undefined && now - this.failedAt < AGAIN_MS) return;
    this.busy = true;
    try {
      await this.clear();
      this.note(wanted);
      this.failedAt = undefined;
    } catch {
      this.failedAt = now; // the count stays, so it is done again, at the latest by the next page load
    } finally {
      this.busy = false;
    }
  }

  private async clear(): Promise<void> {
    const { doc, tray, copy } = this.parts;
    const { documentId, personId } = this.owner;
    const ask: AskErased = (texts) => askErased(documentId, texts);
    forgetDeleted(doc);
    const offered = tray.texts();
    if (offered.length > 0) tray.dropSaying(await ask(offered));
    await cleanLaidAside(personId, documentId, ask);
    await copy()?.clean(ask, textsIn(doc));
  }

  private note(erasures: number): void {
    this.count = erasures;
    keep(keyOf(this.owner), erasures);
  }
}

/** Forgets the count, with everything else of a draft that goes off the device. */
export function forgetErasuresTaken(owner: Owner): void {
  forget(keyOf(owner));
}

function keyOf({ personId, documentId }: Owner): string {
  return ownKey(personId, `erasures:${documentId}`);
}

/** Asks the server piece by piece; pieces of a long text overlap, so that no words are cut apart. */
async function askErased(documentId: string, texts: readonly string[]): Promise<readonly string[]> {
  const found = new Set<string>();
  for (const question of questionsOf(texts.flatMap(inPieces))) {
    const answer = await call(lookForErased, { params: { documentId }, body: { texts: question } });
    for (const words of answer.found) found.add(words);
  }
  return [...found];
}

function inPieces(text: string): string[] {
  const pieces: string[] = [];
  const step = MAX_LOOKED_AT_CHARS - 2 * MAX_ERASED_CHARS; // twice: a phrase is folded, and may be written longer
  for (let from = 0; from === 0 || from + 2 * MAX_ERASED_CHARS < text.length; from += step)
    pieces.push(text.slice(from, from + MAX_LOOKED_AT_CHARS));
  return pieces;
}

function questionsOf(pieces: readonly string[]): string[][] {
  const questions: string[][] = [];
  let chars = Number.POSITIVE_INFINITY;
  for (const piece of pieces) {
    const open = questions.at(-1);
    if (!open || chars + piece.length > MAX_LOOKED_AT_CHARS || open.length >= MOST_TEXTS) {
      questions.push([piece]);
      chars = piece.length;
    } else {
      open.push(piece);
      chars += piece.length;
    }
  }
  return questions;
}
