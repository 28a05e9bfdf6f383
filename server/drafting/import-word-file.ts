import { isTemplateOnly } from '../../shared/drafting/section-state.ts';
import { makeId } from '../../shared/kernel/ids.ts';
import { Problem } from '../../shared/kernel/problem.ts';
import type { HouseParts } from '../platform/house-parts.ts';
import { appendRecord } from '../record/append-record.ts';
import type { Tx } from '../platform/database/store.ts';
import { requireDocument } from './document-store.ts';
import type { DraftRooms } from './live/draft-rooms.ts';
import { insertNewDocument, recordMaking } from './make-document.ts';
import { keepPicture } from './pictures/add-picture.ts';
import { hashOf } from './pictures/picture-hash.ts';
import { endWordImport, insertWordImport, noteProgress, requireWordImport, type WordImportRow } from './word-import-store.ts';
import { readWordFile } from './word/read-word-file.ts';
import type { WordReading } from './word/word-reading.ts';

/** Who brings which file in, as what. */
export type WantedImport = {
  groupId: string;
  productId: string;
  title: string;
  fileName: string;
  replaces: string | undefined;
  actorId: string;
};

type ImportParts = Pick<HouseParts, 'store' | 'announcements' | 'log'> & { rooms: DraftRooms };

/** Reads Word files in the background, one job each, and makes documents of them (DRA-40, DRA-42). */
export class WordImports {
  private readonly running = new Map<string, { stop: AbortController; ended: Promise<void> }>();

  constructor(private readonly parts: ImportParts) {}

  /** Starts to read a file; the answer is the job to ask about. */
  async start(wanted: WantedImport, bytes: Uint8Array): Promise<WordImportRow> {
    if (wanted.replaces) await this.requireTemplateOnly(wanted.replaces, wanted.groupId);
    const id = makeId();
    await insertWordImport(this.parts.store.read, {
      id,
      group_id: wanted.groupId,
      product_id: wanted.productId,
      title: wanted.title || titleOfFile(wanted.fileName),
      file_name: wanted.fileName,
      replaces: wanted.replaces ?? null,
      asked_by: wanted.actorId,
      step: 'Opening the file',
    });
    const stop = new AbortController();
    const ended = this.bring(id, wanted, bytes, stop.signal).finally(() => this.running.delete(id));
    this.running.set(id, { stop, ended });
    return requireWordImport(this.parts.store.read, id);
  }

  /** Stops a reading; nothing has been changed by it. */
  async stop(id: string): Promise<WordImportRow> {
    const { store } = this.parts;
    const job = this.running.get(id);
    const ended = await endWordImport(store.read, id, { state: 'stopped', step: 'Stopped', problem: null });
    if (ended) job?.stop.abort();
    await job?.ended;
    return requireWordImport(store.read, id);
  }

  /** Stops all readings and waits for their ends. */
  async close(): Promise<void> {
    const jobs = [...this.running.values()];
    for (const { stop } of jobs) stop.abort();
    await Promise.all(jobs.map(({ ended }) => ended));
  }

  private async bring(id: string, wanted: WantedImport, bytes: Uint8Array, signal: AbortSignal): Promise<void> {
    const { store, log } = this.parts;
    try {
      const notes = new ProgressNotes((percent, step) => noteProgress(store.read, id, percent, step));
      const reading = await readWordFile(bytes, { signal, onProgress: (percent, step) => notes.add(percent, step) });
      await notes.settled();
      if (wanted.replaces) await this.replace(id, wanted.replaces, wanted.actorId, reading);
      else await this.make(id, wanted, reading);
    } catch (error) {
      if (!(error instanceof Problem)) log.error({ message: (error as Error).message }, 'a Word file could not be brought in');
      const problem =
        error instanceof Problem
          ? { code: error.code, sentence: error.message }
          : { code: 'unexpected', sentence: 'Something went wrong while the file was read. Nothing was changed.' };
      await endWordImport(store.read, id, { state: 'failed', step: 'Not read', problem }).catch(() => false); // a restart ends it then
    }
  }

  private async make(id: string, wanted: WantedImport, reading: WordReading): Promise<void> {
    const { store, announcements } = this.parts;
    await store.transaction(async (tx) => {
      const title = wanted.title || reading.title || titleOfFile(wanted.fileName);
      const document = await insertNewDocument(tx, { ...wanted, title, text: reading.text });
      await keepPictures(tx, { documentId: document.id, actorId: wanted.actorId }, reading);
      if (!(await this.end(tx, id, document.id, reading))) throw new Problem('import-stopped', 409, 'The import was stopped.');
      await announcements.announce(tx, {
        topic: `group:${wanted.groupId}`,
        act: 'make-document',
        ids: { document: document.id },
      });
      await recordMaking(tx, document, 'word-file');
    });
  }

  private async replace(id: string, documentId: string, actorId: string, reading: WordReading): Promise<void> {
    const { store, rooms, announcements } = this.parts;
    await store.transaction((tx) => keepPictures(tx, { documentId, actorId }, reading)); // before the words that show them
    await rooms.changeDraft(documentId, actorId, {
      text: (text) => {
        if (!isTemplateOnly(text)) throw hasWordsNow();
        return reading.text;
      },
    });
    await store.transaction(async (tx) => {
      await this.end(tx, id, documentId, reading);
      await announcements.announce(tx, {
        topic: `document:${documentId}`,
        act: 'import-word-file',
        ids: { document: documentId },
      });
      const { counts, losses } = reading;
      await appendRecord(tx, {
        chain: `document:${documentId}`,
        act: 'import-word-file',
        actor: actorId,
        subject: { document: documentId },
        facts: { words: counts.words, losses: losses.length },
      });
    });
  }

  private end(
    db: HouseParts['store']['read'],
    id: string,
    documentId: string,
    { losses, counts }: WordReading,
  ): Promise<boolean> {
    return endWordImport(db, id, {
      state: 'done',
      step: 'Done',
      problem: null,
      document_id: documentId,
      losses,
      counts: { ...counts },
    });
  }

  private async requireTemplateOnly(documentId: string, groupId: string): Promise<void> {
    const document = await requireDocument(this.parts.store.read, documentId);
    if (document.group_id !== groupId) throw new Problem('document-not-found', 404, 'There is no such document in this group.');
    if (!isTemplateOnly(await this.parts.rooms.readDraft(documentId))) throw hasWordsNow();
  }
}

/** Writes progress one note after another, leaving out those that a newer one has overtaken. */
class ProgressNotes {
  private next: [number, string] | undefined;
  private writing: Promise<void> | undefined;

  constructor(private readonly write: (percent: number, step: string) => Promise<void>) {}

  add(percent: number, step: string): void {
    this.next = [percent, step];
    this.writing ??= this.run();
  }

  async settled(): Promise<void> {
    await this.writing;
  }

  private async run(): Promise<void> {
    while (this.next) {
      const [percent, step] = this.next;
      this.next = undefined;
      await this.write(percent, step).catch(() => undefined); // a note lost is a bar that stands still for a moment
    }
    this.writing = undefined;
  }
}

async function keepPictures(tx: Tx, holder: { documentId: string; actorId: string }, { pictures }: WordReading): Promise<void> {
  for (const picture of pictures) await keepPicture(tx, { ...holder, hash: hashOf(picture.bytes), picture });
}

function hasWordsNow(): Problem {
  return new Problem(
    'draft-has-words',
    409,
    'Somebody has written in this draft, so a Word file can no longer take its place. Bring the file in as a new document.',
  );
}

function titleOfFile(fileName: string): string {
  return (
    fileName
      .replace(/\.docx$/i, '')
      .replace(/[_-]+/g, ' ')
      .trim() || 'Untitled'
  );
}
