import type { Place } from './clause-numbers.ts';
import { blockElementId, escapeHtml } from './inline-html.ts';
import type { RedlineChange, RedlineKind } from './redline.ts';
import type { CellChange, RowChange } from './redline-table.ts';
import { pictureWords } from './picture-html.ts';
import { blockText } from './plain-text.ts';
import { pictureSentences } from './redline-picture.ts';
import type { WordChange } from './word-difference.ts';

/** How a page wants its redline. */
export type RedlineHtmlOptions = {
  /** Level of the headings of single changes: 2 unless told otherwise. */
  headingLevel?: 2 | 3 | 4;
  /** The whole text, unchanged blocks included, instead of the changes only. */
  wholeText?: boolean;
  /** HTML a page puts under the heading of a changed block or row, such as its reasons; the page answers for escaping it. */
  belowHeading?: (blockId: string) => string;
};

/** The changes of a redline as articles; what colour and line say is also said in words to screen readers. */
export function redlineHtml(changes: readonly RedlineChange[], options: RedlineHtmlOptions = {}): string {
  return changes.map((change) => changeHtml(change, options)).join('\n');
}

/** Words with `del` and `ins`, each said in words too: "[Removed: …]", "[Added: …]". */
export function wordChangesHtml(words: readonly WordChange[]): string {
  return words.map(wordHtml).join('');
}

// What a page calls each kind of change.
const KIND_WORDS: Record<RedlineKind, string> = {
  same: 'not changed',
  reworded: 'changed',
  added: 'new',
  removed: 'removed',
  moved: 'moved',
  'moved-and-reworded': 'moved and changed',
  converted: 'changed in form',
  split: 'divided',
  joined: 'joined',
};

function wordHtml({ op, text }: WordChange): string {
  if (op === 'same') return withLineEnds(text);
  const element = op === 'added' ? 'ins' : 'del';
  const said = `${op === 'added' ? 'Added' : 'Removed'}: ${/^\n+$/.test(text) ? 'new line' : ''}`;
  return `<${element}>${hidden(`[${said}`)}${withLineEnds(text, '<span aria-hidden="true">¶</span>')}${hidden('] ')}</${element}>`;
}

function hidden(text: string): string {
  return `<span class="nhsuk-u-visually-hidden">${escapeHtml(text)}</span>`;
}

function withLineEnds(text: string, sign = ''): string {
  return escapeHtml(text).replace(/\n/g, `${sign}<br>`);
}

function changeHtml(change: RedlineChange, options: RedlineHtmlOptions): string {
  if (change.kind === 'same') return options.wholeText ? `<div class="cc-same">${textHtml(change)}</div>` : '';
  if (!change.table)
    return articleHtml(change.blockId, titleOf(change.placeAfter ?? change.placeBefore), change.kind, bodyHtml(change), options);
  return tableChangeHtml(change, options);
}

function articleHtml(blockId: string, title: string, kind: RedlineKind, body: string, options: RedlineHtmlOptions): string {
  const id = blockElementId(blockId).slice(2);
  const tag = `h${options.headingLevel ?? 2}`;
  const heading = `<${tag} id="rh-${id}">${escapeHtml(title)} <span class="cc-count">${KIND_WORDS[kind]}</span></${tag}>`;
  return `<article class="cc-change" id="r-${id}" aria-labelledby="rh-${id}">${heading}${options.belowHeading?.(blockId) ?? ''}${body}</article>`;
}

function titleOf(place: Place | undefined): string {
  if (!place) return 'Text';
  if (place.kind === 'table' || place.kind === 'row' || place.kind === 'image' || place.label === '') return place.number;
  return `${place.number} ${place.heading}`.trim();
}

function bodyHtml(change: RedlineChange): string {
  const said = [
    change.converted ? `It was a ${formOf(change.before[0])} and is now a ${formOf(change.after[0])}.` : '',
    change.restyled ? 'No word changed; formatting, a link, a note or a page break did.' : '',
    change.kind === 'split' ? 'One paragraph became several.' : '',
    change.kind === 'joined' ? 'Several paragraphs became one.' : '',
    ...picturesIn(change),
  ];
  const notes = said.filter((sentence) => sentence !== '').map((sentence) => `<p class="cc-form">${escapeHtml(sentence)}</p>`);
  return notes.join('') + textHtml(change);
}

// Who reads a difference may not see the pictures, so it says in words what each one shows.
function picturesIn({ before, after, picture }: RedlineChange): string[] {
  if (picture) return pictureSentences(picture);
  const one = after[0] ?? before[0];
  if (one?.kind !== 'image' || !one.picture) return [];
  const what = before.length === 0 ? 'A picture was added' : after.length === 0 ? 'A picture was removed' : 'A picture';
  return [`${what}. Its description: ${pictureWords(one.picture)}.`];
}

function formOf(block: RedlineChange['before'][number]): string {
  if (block.kind === 'table') return 'table';
  if (block.kind === 'continued') return 'further paragraph';
  if (block.kind === 'image') return 'picture';
  if (block.kind === 'heading' || block.kind === 'bullet')
    return `${block.kind} of level ${block.kind === 'heading' ? block.level : block.level + 1}`;
  return block.kind === 'clause' ? ['numbered clause', 'lettered clause', 'clause numbered in Roman'][block.level] : block.kind;
}

function textHtml(change: RedlineChange): string {
  const words = wordChangesHtml(change.words);
  if (!change.kind.startsWith('moved')) return `<p class="cc-diff__text">${words}</p>`;
  const from = change.placeBefore ? ` from ${escapeHtml(change.placeBefore.number)}` : '';
  const moved = `<span class="cc-moved">${words}</span>${hidden(' [end of moved text]')}`;
  return `<p class="cc-diff__text"><strong>Moved here${from}:</strong> ${moved}</p>`;
}

function tableChangeHtml(change: RedlineChange, options: RedlineHtmlOptions): string {
  const rows = (change.table?.rows ?? []).filter((row) => row.kind !== 'same');
  const name = titleOf(change.placeAfter);
  const said = tableSentences(change)
    .map((sentence) => `<p class="cc-form">${escapeHtml(sentence)}</p>`)
    .join('');
  const own = said === '' && rows.length > 0 ? '' : articleHtml(change.blockId, name, change.kind, said, options);
  return (
    own +
    rows.map((row) => articleHtml(row.rowId, rowTitle(change, row, name), row.kind, rowTable(change, row), options)).join('')
  );
}

function tableSentences(change: RedlineChange): string[] {
  const table = change.table;
  if (!table) return [];
  const added = table.columns.filter((column) => column.before < 0).map((column) => `Column ${column.after + 1} is new.`);
  const removed = table.columns
    .filter((column) => column.after < 0)
    .map((column) => `The column that was number ${column.before + 1} was removed.`);
  const headers = table.headersChanged ? ['Which row or column is a heading changed.'] : [];
  const moved =
    change.kind.startsWith('moved') && change.placeBefore ? [`It was ${change.placeBefore.number} and stood elsewhere.`] : [];
  return [...moved, ...headers, ...added, ...removed];
}

function rowTitle(change: RedlineChange, row: RowChange, name: string): string {
  const gone = row.to < 0;
  const table = gone ? change.before[0] : change.after[0];
  const headed = table?.kind === 'table' && table.headerRow;
  const index = gone ? row.from : row.to;
  const title = headed && index === 0 ? 'heading row' : `row ${headed ? index : index + 1}`;
  return gone ? `${name}, ${title} of the earlier text` : `${name}, ${title}`;
}

function rowTable(change: RedlineChange, row: RowChange): string {
  const cells = row.cells.map((cell, index) => cellRow(change, row, cell, index)).join('');
  const head =
    '<thead role="rowgroup"><tr role="row"><th scope="col" role="columnheader">Cell</th><th scope="col" role="columnheader">Change</th></tr></thead>';
  const caption = '<caption class="nhsuk-u-visually-hidden">What changed in each cell</caption>';
  return `<table class="cc-table cc-stack" role="table">${caption}${head}<tbody role="rowgroup">${cells}</tbody></table>`;
}

function cellRow(change: RedlineChange, row: RowChange, cell: CellChange, index: number): string {
  const name = escapeHtml(columnName(change, cell, index));
  const said =
    cell.kind === 'same' && row.kind !== 'added' && row.kind !== 'removed'
      ? 'No change: '
      : cell.restyled
        ? 'Formatting changed: '
        : '';
  const label = '<span class="lb" aria-hidden="true">Change</span>';
  return `<tr role="row"><th scope="row" role="rowheader">${name}</th><td role="cell">${label}${said}${wordChangesHtml(cell.words)}</td></tr>`;
}

function columnName(change: RedlineChange, cell: CellChange, index: number): string {
  const [table, column] = cell.after >= 0 ? [change.after[0], cell.after] : [change.before[0], cell.before];
  const headed = table?.kind === 'table' && table.headerRow;
  const words = headed ? table.rows[0].cells[column].blocks.map(blockText).join(' ') : '';
  return words === '' ? `Cell ${index + 1}` : words;
}
