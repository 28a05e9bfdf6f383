import type { Transaction } from '@tiptap/pm/state';
import type { Browser } from 'playwright-core';
import type { House } from '../../server/house.ts';
import type { Block, DocumentText, TextBlock } from '../../shared/text/document-text.ts';
import { MESSAGE } from '../../shared/drafting/wire.ts';
import { readDocumentText } from '../../shared/text/live/read-document-text.ts';
import { blockText } from '../../shared/text/plain-text.ts';
import { aDocument } from './builders.ts';
import { connectDraft, synced, until, type DraftClient } from './draft-clients.ts';
import { editorOf, giveSession, savedIn, type DraftForTwo } from './draft-page.ts';
import { FlatWriter } from './flat-writer.ts';
import { decideAll } from './suggesting.ts';
import { inputMethodOf, type InputMethod } from './input-method.ts';
import { aVisitor, type Visitor } from './open-browser.ts';

/** Where in a text somebody writes. */
export type Place = 'in a block' | 'at the start of a block' | 'in a cell' | 'in a footnote';

/** A way in which words come from elsewhere than single keys; `between` is when the other person, who sees `shown`, changes the block. */
export type Way = {
  /** What stands before the caret and is replaced. */
  over: string;
  word: string;
  write: (method: InputMethod, between: (shown: string) => Promise<void>) => Promise<void>;
};

/** The ways in which words are written. */
export const WAYS = {
  'an input method': {
    over: '',
    word: '日本',
    write: async (method, between) => {
      await method.compose('に');
      await between('に');
      for (const shown of ['にほ', 'にほん', '日本']) await method.compose(shown);
      await method.commit('日本');
    },
  },
  'a dead key': {
    over: '',
    word: 'é',
    write: async (method, between) => {
      await method.compose('´');
      await between('´');
      await method.commit('é');
    },
  },
  dictation: {
    over: '',
    word: 'every patient ',
    write: async (method, between) => {
      await method.compose('ever');
      await method.compose('every patience');
      await between('every patience');
      await method.compose('every patient');
      await method.commit('every patient ');
    },
  },
  'a keyboard that corrects': {
    over: 'teh',
    word: 'the',
    write: async (method, between) => {
      await method.recompose(3, 'th');
      await between('');
      await method.compose('the');
      await method.commit('the');
    },
  },
  'the spelling check': {
    over: 'teh',
    word: 'the',
    write: async (method, between) => {
      await method.select(3);
      await between('');
      await method.respell('the');
    },
  },
} as const satisfies Record<string, Way>;

type Around = { pre: string; over: string; word: string; end: string };
type Spot = { start: number; end: number; before: (word: string) => number };

/** What somebody else does to the block meanwhile, and what the lines may be afterwards, the block before it first. */
export type Meanwhile = { act: (tr: Transaction, at: Spot) => Transaction; lines: (text: Around) => string[][] };

/** What somebody else does meanwhile, by what one would call it. */
export const MEANWHILE = {
  'types behind it': {
    act: (tr, { before }) => tr.insertText('X ', before('five')),
    lines: ({ pre, over, word, end }) => [['before', `${pre}${over}${word}three X ${end}`]],
  },
  'types at the same place': {
    act: (tr, { before }) => tr.insertText('X ', before('three')),
    lines: ({ pre, over, word, end }) => [
      ['before', `${pre}${over}${word}X three ${end}`],
      ['before', `${pre}${over}X ${word}three ${end}`],
      ['before', `${pre}X ${over}${word}three ${end}`],
    ],
  },
  'splits the block behind it': {
    act: (tr, { before }) => tr.split(before('five')),
    lines: ({ pre, over, word, end }) => [['before', `${pre}${over}${word}three `, end]],
  },
  'splits the block at the same place': {
    act: (tr, { before }) => tr.split(before('three')),
    lines: ({ pre, over, word, end }) => [
      ['before', `${pre}${over}${word}`, `three ${end}`],
      ['before', `${pre}${over}`, `${word}three ${end}`],
      ['before', pre, `${over}${word}three ${end}`],
    ],
  },
  'turns the block into a list': {
    act: (tr, { start }) => tr.setNodeAttribute(start, 'kind', 'bullet'),
    lines: ({ pre, over, word, end }) => [['before', `${pre}${over}${word}three ${end}`]],
  },
  'deletes the words around it': {
    act: (tr, { start, before }) => tr.delete(start + 1, before('five')),
    lines: ({ word, end }) => [['before', `${word}${end}`]],
  },
  'deletes the block': {
    act: (tr, { start, end }) => tr.delete(start, end),
    lines: ({ word }) => [[`before${word}`]],
  },
  'joins it to the block before': {
    act: (tr, { start }) => tr.join(start),
    lines: ({ pre, over, word, end }) => [[`before${pre}${over}${word}three ${end}`]],
  },
} as const satisfies Record<string, Meanwhile>;

/** One thing to play: a way of writing, and what somebody else does meanwhile. */
export type ComposingCase = { way: Way; meanwhile: Meanwhile };

/** A draft in a browser and in the program of a second person. */
export type ComposingRoom = {
  visitor: Visitor;
  second: DraftClient;
  writer: FlatWriter;
  method: InputMethod;
  /** How many changes the browser has heard. */
  heard: () => number;
  place: Place;
  suggesting: boolean;
};

/** Opens a draft with a pair of blocks for each case, for two people. */
export async function openComposingRoom(
  { house, browser, draft }: { house: House; browser: Browser; draft: DraftForTwo },
  { place, suggesting, cases }: { place: Place; suggesting: boolean; cases: readonly ComposingCase[] },
): Promise<ComposingRoom> {
  const document = await aDocument(house, { group: draft.group, person: draft.people[0], text: textFor(place, cases) });
  const visitor = await aVisitor(browser, house.baseUrl);
  let heard = 0;
  visitor.page.on('websocket', (socket) => {
    socket.on('framereceived', ({ payload }) => void (payload[0] === MESSAGE.sync && heard++));
  });
  await giveSession(visitor, house, draft.cookies[0]);
  await visitor.page.goto(`/app/documents/${document.id}`);
  await editorOf(visitor).waitFor();
  await savedIn(visitor).waitFor();
  if (suggesting) {
    await visitor.page.getByRole('button', { name: 'Suggesting' }).click();
    await visitor.page.getByText('You are suggesting').waitFor();
  }
  const second = await synced(connectDraft(house, document.id, { cookie: draft.cookies[1] }));
  const method = await inputMethodOf(visitor.page);
  return { visitor, second, writer: new FlatWriter(second.doc), method, heard: () => heard, place, suggesting };
}

/** Leaves a room on both sides. */
export async function leaveComposingRoom({ visitor, writer, second }: ComposingRoom): Promise<void> {
  writer.binding.disconnect();
  second.stop();
  await visitor.context.close();
}

/** What the lines of a case are in the end when every suggestion is accepted, and as they stand; and what they may be. */
export type Outcome = { became: string[]; mayBecome: string[][]; stands: string[]; mayStand: string[][] };

/** Writes in the blocks of one case while the other person does something, and waits until both have the same. */
export async function playComposing(room: ComposingRoom, number: number, { way, meanwhile }: ComposingCase): Promise<Outcome> {
  const { visitor, second, writer, method, suggesting } = room;
  const words = wordsFor(room.place, number, way);
  await putCaret(visitor, `case-${number}`, words.pre.length + words.over.length);
  await way.write(method, async (shown) => {
    await until(() => linesOf(room, number).join('|').includes(shown), 'the first letters', PATIENCE_MS);
    const heard = room.heard();
    writer.change(meanwhile.act(writer.state.tr, spotOf(writer, number)));
    await until(() => room.heard() > heard, 'the change of the other person', PATIENCE_MS);
    await visitor.page.evaluate(() => new Promise((done) => setTimeout(done, 0))); // the page has read what its socket was told
  });
  const linesFor = (over: string, word: string): string[][] => meanwhile.lines({ ...words, over, word });
  const mayBecome = linesFor('', way.word);
  const became = (): string[] => linesIn(suggesting ? decideAll(second.doc, true).text : readDocumentText(second.doc), number);
  await until(() => isOneOf(became(), mayBecome), 'the words', PATIENCE_MS).catch(() => undefined); // the caller tells what is there
  await savedIn(visitor).waitFor();
  writer.check();
  const all = linesFrom(undefined, eachLineOf(writer)).join('|');
  await until(async () => (await shownLines(visitor)).join('|') === all, 'the browser to show the same', PATIENCE_MS);
  const stands = linesIn(readDocumentText(second.doc), number);
  return { became: became(), mayBecome, stands, mayStand: suggesting ? linesFor(words.over, '') : mayBecome };
}

/** Whether some lines are one of those that may be. */
export function isOneOf(lines: readonly string[], may: readonly string[][]): boolean {
  return may.some((one) => one.join('|') === lines.join('|'));
}

const PATIENCE_MS = 5_000; // two busy cores

function wordsFor(place: Place, number: number, { over }: Way): { pre: string; over: string; post: string; end: string } {
  const end = `five ${number}.`;
  return { pre: place === 'at the start of a block' ? '' : 'one two ', over, post: `three ${end}`, end };
}

function textFor(place: Place, cases: readonly ComposingCase[]): DocumentText {
  const blocks: Block[] = [{ id: 'head', kind: 'heading', level: 1, content: [{ text: 'Words' }] }];
  const notes: TextBlock[] = [];
  cases.forEach(({ way }, i) => {
    const { pre, over, post } = wordsFor(place, i, way);
    const [first, second] = place === 'in a footnote' ? (['note', 'continued'] as const) : (['paragraph', 'paragraph'] as const);
    const pair: TextBlock[] = [
      { id: `before-${i}`, kind: first, level: 0, content: [{ text: 'before' }] },
      { id: `case-${i}`, kind: second, level: 0, content: [{ text: pre + over + post }] },
    ];
    if (place === 'in a footnote') {
      blocks.push({ id: `mark-${i}`, kind: 'paragraph', level: 0, content: [{ text: 'Noted' }, { note: `before-${i}` }] });
      notes.push(...pair);
    } else if (place === 'in a cell') {
      const rows = [{ id: `row-${i}`, cells: [{ id: `cell-${i}`, blocks: pair }] }];
      blocks.push({ id: `table-${i}`, kind: 'table', headerRow: false, headerColumn: false, rows });
    } else blocks.push(...pair);
  });
  return { schema: 1, blocks: [...blocks, ...notes] };
}

function spotOf(writer: FlatWriter, number: number): Spot {
  let spot: Spot | undefined;
  writer.state.doc.descendants((node, start) => {
    if (!node.isTextblock || node.attrs.id !== `case-${number}`) return;
    spot = { start, end: start + node.nodeSize, before: (word) => start + 1 + node.textContent.indexOf(word) };
  });
  if (!spot) throw new Error(`there is no block for case ${number}`);
  return spot;
}

/** The lines of one case as the second person has them, the block before it first. */
function linesOf({ writer }: ComposingRoom, number: number): string[] {
  return linesFrom(number, eachLineOf(writer));
}

type Tell = (id: string, words: string) => void;

function eachLineOf(writer: FlatWriter): (tell: Tell) => void {
  return (tell) =>
    writer.state.doc.descendants((node) => {
      if (node.isTextblock) tell(String(node.attrs.id), node.textContent);
      return !node.isTextblock;
    });
}

function linesIn({ blocks }: DocumentText, number: number): string[] {
  return linesFrom(number, (tell) => {
    for (const block of blocks) {
      const inside = 'rows' in block ? block.rows.flatMap(({ cells }) => cells.flatMap((cell) => cell.blocks)) : [block];
      for (const each of inside) tell(each.id, blockText(each));
      if ('rows' in block) tell(BEHIND_TABLE, '');
    }
  });
}

function linesFrom(number: number | undefined, each: (tell: Tell) => void): string[] {
  const lines: string[] = [];
  let isInside = number === undefined;
  each((id, words) => {
    if (number !== undefined && (/^(before|mark)-/.test(id) || id === BEHIND_TABLE)) isInside = id === `before-${number}`;
    if (isInside) lines.push(words);
  });
  return lines;
}

const BEHIND_TABLE = 'undefined'; // the line behind a table has no id

/** Puts the caret where a click would put it; a click itself hits only what is on the screen. */
async function putCaret({ page }: Visitor, id: string, offset: number): Promise<void> {
  const block = page.locator(`.c-editor [data-id="${id}"]`);
  await block.click({ position: { x: 2, y: 8 } });
  await block.evaluate((element, at) => document.getSelection()?.collapse(element.firstChild, at), offset);
  await page.evaluate(() => new Promise((done) => setTimeout(done, 0))); // the editor hears of the selection a moment later
}

/** Every line the browser shows, without what is said of suggestions and of who is here. */
function shownLines(visitor: Visitor): Promise<string[]> {
  return editorOf(visitor).evaluate((text) => {
    const copy = text.cloneNode(true) as HTMLElement; // a clone is of the same kind
    for (const extra of copy.querySelectorAll('.c-caret, .c-number, .c-hidden, .nhsuk-u-visually-hidden, img, br'))
      extra.remove();
    return [...copy.querySelectorAll('.c-block, .c-table-behind')].map((block) => block.textContent);
  });
}
