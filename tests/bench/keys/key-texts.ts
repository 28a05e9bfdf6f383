import * as Y from 'yjs';
import type { Block } from '../../../shared/text/document-text.ts';
import { seedDocument } from '../../../shared/text/live/seed-document.ts';
import { registerSession } from '../../support/suggesting.ts';

/** The editors that are compared: Concord's, Concord's while suggesting, and Tiptap with its stock collaboration. */
export const ENGINES = ['flat', 'suggesting', 'stock'] as const;
/** The name of one of the editors. */
export type Engine = (typeof ENGINES)[number];

/** The session the suggesting editor writes under. */
export const SESSION = 1001;
/** Who suggests. */
export const SUGGESTER = 'writer';

const WORDS_A_BLOCK = 45;
const WORDS = ['policy', 'review', 'clause', 'member', 'patient'];
const KINDS = ['heading', 'clause', 'bullet', 'paragraph', 'paragraph'] as const;

/** The same text of so many blocks for one of the editors, as a Yjs state. */
export function stateFor(engine: Engine, blocks: number): Uint8Array {
  const doc = new Y.Doc();
  if (engine === 'stock') seedStock(doc, blocks);
  else {
    seedDocument(doc, { schema: 1, blocks: Array.from({ length: blocks }, (_, i) => blockOf(i)) });
    registerSession(doc, SESSION, SUGGESTER);
  }
  return Y.encodeStateAsUpdate(doc);
}

function blockOf(i: number): Block {
  const kind = KINDS[i % KINDS.length] ?? 'paragraph';
  return { id: `b${i}`, kind, level: kind === 'heading' ? 2 : 0, content: [{ text: words() }] };
}

/** The stock editor has no clauses; its lists are nested elements, so their blocks are paragraphs, which spares it work. */
function seedStock(doc: Y.Doc, blocks: number): void {
  const elements = Array.from({ length: blocks }, (_, i) => {
    const element = new Y.XmlElement(KINDS[i % KINDS.length] === 'heading' ? 'heading' : 'paragraph');
    element.insert(0, [new Y.XmlText(words())]);
    return element;
  });
  doc.getXmlFragment('default').insert(0, elements);
}

function words(): string {
  return Array.from({ length: WORDS_A_BLOCK }, (_, at) => WORDS[at % WORDS.length]).join(' ');
}
