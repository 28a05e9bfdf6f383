import type { Place } from './clause-numbers.ts';
import { isPicture, type PictureBlock } from './pictures.ts';
import { blockElementId, escapeHtml, inlineHtml, pageAddress, type TextStyle } from './inline-html.ts';
import type { TextBlock } from './document-text.ts';
import type { NestedText } from './nested-blocks.ts';
import { pictureHtml } from './picture-html.ts';

/** A link that stands beside a place, such as "Comment on 3.2.1"; `own` marks the place as one the reader has written about. */
export type PlaceControl = { href: string; label: string; own?: true };

/** What all parts of one rendering share. */
export type Rendering = {
  places: Map<string, Place>;
  style: TextStyle;
  headingOffset: number;
  /** Where the bytes of a picture are, by their hash; nothing where only words can be shown. */
  pictureAddress: ((src: string) => string) | undefined;
  controlFor: (place: Place) => PlaceControl | undefined;
};

const DEEPEST_HEADING = 6; // HTML has h1 to h6

/** A heading with its number, its words and its control. */
export function headingHtml(node: NestedText, rendering: Rendering): string {
  const { place, block } = node;
  const tag = `h${Math.min(DEEPEST_HEADING, place.depth + rendering.headingOffset)}`;
  const size = place.depth === 1 ? 'hd' : `hd h${place.depth + 1}`;
  const words = `<span id="${blockElementId(block.id)}">${inlineHtml(block, rendering.style)}</span>`;
  const heading = `<${tag} id="h-${place.number}"><span>${place.label}</span> ${words}</${tag}>`;
  return `<div class="${size}${pageBreak(block)}" id="${place.address}">${heading}${controlHtml(node, rendering)}</div>`;
}

/** Blocks that stand side by side, with neighbouring list items put into one list. */
export function blocksHtml(nodes: readonly NestedText[], rendering: Rendering): string {
  let html = '';
  for (let index = 0; index < nodes.length;) {
    const run = listRun(nodes, index);
    html += run.length > 0 ? listHtml(run, rendering) : blockHtml(nodes[index], rendering);
    index += Math.max(1, run.length);
  }
  return html;
}

/** The words of a block in an element that holds nothing else and carries its permanent id. */
export function wordsHtml(node: NestedText, rendering: Rendering, tag = 'p'): string {
  return `<${tag} id="${blockElementId(node.block.id)}">${inlineHtml(node.block, rendering.style)}</${tag}>`;
}

/** The control beside a block, or nothing for a block without words. */
export function controlHtml(node: NestedText, rendering: Rendering): string {
  const control = node.block.content.length > 0 || node.block.picture ? rendering.controlFor(node.place) : undefined;
  return control ? linkHtml(control, escapeHtml(control.label)) : '';
}

/** A control as a link around HTML; the reader's own point looks different from an offer to comment. */
export function linkHtml(control: PlaceControl, inner: string): string {
  return `<a class="${control.own ? 'my' : 'cm'}" href="${pageAddress(control.href)}">${inner}</a>`;
}

function blockHtml(node: NestedText, rendering: Rendering): string {
  const { block, place } = node;
  if (block.kind === 'heading' && place.label !== '') return headingHtml(node, rendering);
  const control = controlHtml(node, rendering);
  const inside = blocksHtml(node.inside, rendering);
  const words = wordsHtml(node, rendering);
  if (block.kind === 'clause')
    return `<div class="${rendering.controlFor(place)?.own ? 'cl mine' : 'cl'}${pageBreak(block)}" id="${place.address}"><b>${place.label}</b><div>${words}${inside}</div>${control}</div>`;
  if (isPicture(block)) return figureHtml(node, block, rendering);
  if (block.kind === 'quote')
    return `<div class="pa${pageBreak(block)}" id="${place.address}"><blockquote>${words}</blockquote>${control}</div>`;
  return `<div class="pa${pageBreak(block)}" id="${place.address}">${words}${inside}${control}</div>`;
}

function figureHtml(node: NestedText, block: PictureBlock, rendering: Rendering): string {
  const { place } = node;
  const stop = block.content.length > 0 ? ': ' : '';
  const shown = pictureHtml(block.picture, rendering.pictureAddress);
  const figure = `<figure>${shown}<figcaption><b>${place.label}</b>${stop}${wordsHtml(node, rendering, 'span')}</figcaption></figure>`;
  return `<div class="pa fg${pageBreak(block)}" id="${place.address}">${figure}${controlHtml(node, rendering)}</div>`;
}

function isListItem(node: NestedText): boolean {
  return node.block.kind === 'bullet' || (node.block.kind === 'clause' && node.place.depth > 0);
}

// The items of one list: neighbours of one kind whose numbers go on without a gap.
function listRun(nodes: readonly NestedText[], from: number): NestedText[] {
  if (!isListItem(nodes[from])) return [];
  const run = [nodes[from]];
  for (let index = from + 1; index < nodes.length; index++) {
    const [last, next] = [run[run.length - 1], nodes[index]];
    const goesOn = isListItem(next) && next.block.kind === last.block.kind && next.place.depth === last.place.depth;
    if (!goesOn || (next.block.kind === 'clause' && next.place.rank !== last.place.rank + 1)) break;
    run.push(next);
  }
  return run;
}

function listHtml(items: NestedText[], rendering: Rendering): string {
  const inner = items.map((item) => itemHtml(item, rendering)).join('');
  const { block, place } = items[0];
  if (block.kind === 'bullet') return `<ul>${inner}</ul>`;
  const start = place.rank === 1 ? '' : ` start="${place.rank}"`;
  return place.depth === 1 ? `<ol class="la" type="a"${start}>${inner}</ol>` : `<ol class="lr" type="i"${start}>${inner}</ol>`;
}

function itemHtml(node: NestedText, rendering: Rendering): string {
  const begins = node.block.pageBreak ? ' class="pb"' : '';
  return `<li id="${node.place.address}"${begins}>${wordsHtml(node, rendering)}${controlHtml(node, rendering)}${blocksHtml(node.inside, rendering)}</li>`;
}

// A class that print styles read: the block begins a new page.
function pageBreak(block: TextBlock): string {
  return block.pageBreak ? ' pb' : '';
}
