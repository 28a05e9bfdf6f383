import { MAX_BLOCK_CHARS, MAX_BLOCKS, MAX_TABLE_COLUMNS, MAX_TABLE_ROWS } from '../../../shared/kernel/limits.ts';
import { makeId } from '../../../shared/kernel/ids.ts';
import type { Block, Inline, TableBlock, TextBlock } from '../../../shared/text/document-text.ts';
import { blockText, cellBlocks } from '../../../shared/text/plain-text.ts';
import type { LossList } from './loss-list.ts';
import { refuseWordFile } from './word-refusals.ts';

/** Divides what is longer than a document of Concord may have; a file with too many blocks is refused. */
export function fitLimits(blocks: Block[], losses: LossList): Block[] {
  const fitting = blocks.flatMap((block) => (block.kind === 'table' ? fitTable(block, losses) : fitText(block, losses)));
  if (fitting.length > MAX_BLOCKS) throw refuseWordFile('word-file-too-complex', `${fitting.length} blocks`);
  return fitting.length > 0 ? fitting : [{ id: makeId(), kind: 'paragraph', level: 0, content: [] }];
}

function fitText(block: TextBlock, losses: LossList): TextBlock[] {
  if (blockText(block).length <= MAX_BLOCK_CHARS) return [block];
  losses.add('long-text', `A paragraph longer than ${MAX_BLOCK_CHARS.toLocaleString('en-GB')} characters was divided.`, {
    place: `At “${blockText(block).slice(0, 60).trim()}…”`,
  });
  const inList = block.kind === 'note' || block.kind === 'clause' || block.kind === 'bullet' || block.kind === 'continued';
  return divided(block.content).map((content, index) => {
    if (index === 0) return { ...block, content };
    return { id: makeId(), kind: inList ? 'continued' : 'paragraph', level: inList ? block.level : 0, content };
  });
}

function divided(content: Inline[]): Inline[][] {
  const pieces: Inline[][] = [[]];
  let room = MAX_BLOCK_CHARS;
  for (const inline of content) {
    let rest: Inline | undefined = inline;
    while (rest) {
      const length: number = 'text' in rest ? rest.text.length : 1;
      if (length <= room) {
        pieces[pieces.length - 1].push(rest);
        room -= length;
        rest = undefined;
        continue;
      }
      rest = fillUp(pieces[pieces.length - 1], rest, room);
      pieces.push([]);
      room = MAX_BLOCK_CHARS;
    }
  }
  return pieces.filter((piece) => piece.length > 0);
}

// Fills a piece to its end, at a space where there is one, and answers what is left of the run.
function fillUp(piece: Inline[], inline: Inline, room: number): Inline {
  if (!('text' in inline) || room === 0) return inline;
  const space = inline.text.lastIndexOf(' ', room - 1);
  const cut = space > 0 ? space + 1 : piece.length > 0 ? 0 : wholeCharacter(inline.text, room);
  if (cut > 0) piece.push({ ...inline, text: inline.text.slice(0, cut) });
  return { ...inline, text: inline.text.slice(cut) };
}

function wholeCharacter(text: string, cut: number): number {
  const unit = text.charCodeAt(cut - 1);
  return unit >= 0xd800 && unit <= 0xdbff ? cut - 1 : cut;
}

function fitTable(table: TableBlock, losses: LossList): Block[] {
  const columns = table.rows[0].cells.length;
  const place = `A table of ${columns} columns and ${table.rows.length} rows`;
  if (columns > MAX_TABLE_COLUMNS) {
    losses.add(
      'table',
      `A table with more than ${MAX_TABLE_COLUMNS} columns was taken apart: its words were kept as paragraphs.`,
      { place },
    );
    return cellBlocks(table)
      .filter((block) => block.content.length > 0)
      .flatMap((block) => fitText(block, losses));
  }
  const rows = table.rows.map((row) => ({
    ...row,
    cells: row.cells.map((cell) => ({ ...cell, blocks: cell.blocks.flatMap((block) => fitText(block, losses)) })),
  }));
  if (rows.length <= MAX_TABLE_ROWS) return [{ ...table, rows }];
  losses.add('table', `A table with more than ${MAX_TABLE_ROWS.toLocaleString('en-GB')} rows was divided into several.`, {
    place,
  });
  const parts: Block[] = [];
  for (let at = 0; at < rows.length; at += MAX_TABLE_ROWS)
    parts.push({
      ...table,
      id: at === 0 ? table.id : makeId(),
      headerRow: at === 0 && table.headerRow,
      rows: rows.slice(at, at + MAX_TABLE_ROWS),
    });
  return parts;
}
