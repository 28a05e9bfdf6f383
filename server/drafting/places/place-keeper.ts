import * as Y from 'yjs';
import type { DocumentText } from '../../../shared/text/document-text.ts';
import { readDocumentText } from '../../../shared/text/live/read-document-text.ts';
import type { Reader, Store } from '../../platform/database/store.ts';
import type { Log } from '../../platform/log.ts';
import type { Renewed, RenewTask } from './renew-places.ts';
import { keepRenewals, renewalsOf, type KeptAnchor } from './renewal-store.ts';

/** Stored changes after which places are remembered anew; one edit is at least one of them, of typing each letter or two is one. */
export const RENEW_AFTER_ROWS = 50;

const RENEW_EVERY_MS = 30_000; // a hundred pages take a second of another thread; ten people typing store fifty changes in less

/** Which anchors are kept of a document. */
export type AnchorsOf = (db: Reader, documentId: string) => Promise<KeptAnchor[]>;

/** A draft that is open: its text at the last look, and how much was written since. */
type Watched = {
  doc: Y.Doc;
  before: DocumentText | undefined;
  rows: number;
  lookedAt: number;
  looking: Promise<void> | undefined;
};

/**
 * Remembers anew where the words of anchors stand, while the draft is edited and when it comes to rest (TXT-6), so that they are
 * found again however far the text goes. Whoever keeps anchors answers which.
 */
export class PlaceKeeper {
  private readonly answers: AnchorsOf[] = [];
  private readonly drafts = new Map<string, Watched>();
  private readonly resting = new Set<Promise<void>>();

  constructor(
    private readonly parts: {
      store: Store;
      log: Log;
      renew: (task: RenewTask) => Promise<Renewed>;
      everyMs?: number;
    },
  ) {}

  /** Adds what a later room keeps. */
  anchorsOf(answer: AnchorsOf): void {
    this.answers.push(answer);
  }

  /** A draft has been opened: from now on it is compared with what it is now. */
  opened(documentId: string, doc: Y.Doc): void {
    const draft: Watched = { doc, before: undefined, rows: 0, lookedAt: -Infinity, looking: undefined };
    this.drafts.set(documentId, draft);
    void this.inBackground(documentId, async () => {
      if ((await this.kept(documentId)).length > 0) draft.before ??= readDocumentText(doc);
    });
  }

  /** Changes of a draft were stored. */
  committed(documentId: string, rows: number): void {
    const draft = this.drafts.get(documentId);
    if (!draft) return;
    draft.rows += rows;
    if (draft.rows < RENEW_AFTER_ROWS || performance.now() - draft.lookedAt < (this.parts.everyMs ?? RENEW_EVERY_MS)) return;
    this.look(documentId, draft);
  }

  /** A draft leaves memory. */
  rested(documentId: string): void {
    const draft = this.drafts.get(documentId);
    this.drafts.delete(documentId);
    if (draft && draft.rows > 0) this.look(documentId, draft);
  }

  /** Forgets the text of a draft from which words were erased, once no look is under way that may have read them. */
  async forgetText(documentId: string): Promise<void> {
    await Promise.all(this.resting);
    const draft = this.drafts.get(documentId);
    if (draft) draft.before = undefined;
  }

  /** Resolves when no look is under way. */
  async settled(): Promise<void> {
    while (this.resting.size > 0) await Promise.all(this.resting);
  }

  private look(documentId: string, draft: Watched): void {
    const { rows } = draft;
    draft.rows = 0;
    draft.lookedAt = performance.now();
    const last = draft.looking ?? Promise.resolve();
    draft.looking = this.inBackground(documentId, async () => {
      await last;
      await this.renew(documentId, draft, rows);
    });
  }

  private async renew(documentId: string, draft: Watched, rows: number): Promise<void> {
    const { store, renew } = this.parts;
    const anchors = await this.kept(documentId);
    if (anchors.length === 0) return;
    const known = await renewalsOf(store.read, documentId, anchors);
    const asked = anchors.map((each) => ({ ...each, renewal: known.get(each.id) }));
    try {
      const { text, renewed } = await renew({ state: Y.encodeStateAsUpdate(draft.doc), before: draft.before, anchors: asked });
      await store.transaction((tx) => keepRenewals(tx, documentId, renewed));
      draft.before = text; // only now: what could not be kept is looked for again from where it last was
    } catch (error) {
      draft.rows += rows;
      throw error;
    }
  }

  private async kept(documentId: string): Promise<KeptAnchor[]> {
    return (await Promise.all(this.answers.map((answer) => answer(this.parts.store.read, documentId)))).flat();
  }

  private inBackground(documentId: string, act: () => Promise<void>): Promise<void> {
    const work = act()
      .catch((error: unknown) => {
        const message = error instanceof Error ? error.message : String(error);
        this.parts.log.warn({ documentId, message }, 'places were not remembered anew');
      })
      .finally(() => this.resting.delete(work));
    this.resting.add(work);
    return work;
  }
}
