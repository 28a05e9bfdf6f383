import type { Node } from '@tiptap/pm/model';
import type { NodeView, ViewMutationRecord } from '@tiptap/pm/view';
import type { Picture } from '../../../shared/text/document-text.ts';
import { pictureOfNode } from '../../../shared/text/live/document-schema.ts';
import { needsDescription } from '../../../shared/text/pictures.ts';
import type { BlockLabel } from './block-label.ts';

/** Where the bytes of a picture are, by their hash. */
export type PictureAddress = (src: string) => string;

/** A picture on the page with its caption below: its label is printed by the style sheet, so nothing stands in the text itself. */
export class PictureView implements NodeView {
  readonly dom = document.createElement('figure');
  readonly contentDOM = document.createElement('figcaption');
  private readonly frame = document.createElement('div');

  constructor(
    private node: Node,
    private readonly addressOf: PictureAddress,
    private readonly onGone: (view: PictureView) => void,
  ) {
    this.frame.contentEditable = 'false';
    this.frame.className = 'c-picture__frame';
    this.contentDOM.className = 'c-picture__caption';
    this.dom.append(this.frame, this.contentDOM);
    this.draw();
  }

  /** The block it shows. */
  get blockId(): string {
    return String(this.node.attrs.id);
  }

  /** Takes over another caption, description or width; another picture is drawn anew in its place. */
  update(node: Node): boolean {
    if (node.type !== this.node.type || node.attrs.id !== this.node.attrs.id) return false;
    const same = node.hasMarkup(this.node.type, this.node.attrs);
    this.node = node;
    if (!same) this.draw();
    this.markEmpty();
    return true;
  }

  /** Shows "Figure 3" before the caption. */
  show(label: BlockLabel | undefined): void {
    this.contentDOM.dataset.number = label?.printed ?? 'Figure';
    this.contentDOM.dataset.spoken = label?.spoken ?? 'Figure. ';
  }

  ignoreMutation(mutation: ViewMutationRecord): boolean {
    return mutation.type !== 'selection' && (mutation.type === 'attributes' || !this.contentDOM.contains(mutation.target));
  }

  destroy(): void {
    this.onGone(this);
  }

  private draw(): void {
    const picture = pictureOfNode(this.node);
    this.dom.className = `c-picture c-picture--${picture?.size ?? 'full'}`;
    this.dom.dataset.id = this.blockId;
    if (this.node.attrs.pageBreak === true) this.dom.dataset.pageBreak = 'New page';
    else delete this.dom.dataset.pageBreak;
    this.frame.replaceChildren(...(picture ? [this.image(picture), ...notesOn(picture)] : []));
    this.markEmpty();
  }

  private image(picture: Picture): HTMLElement {
    const image = document.createElement('img');
    image.width = picture.width;
    image.height = picture.height;
    image.alt = needsDescription(picture) ? 'Picture without a description' : (picture.alt ?? '');
    image.draggable = false;
    image.addEventListener('error', () => image.replaceWith(missing(picture)));
    image.src = this.addressOf(picture.src);
    return image;
  }

  private markEmpty(): void {
    this.contentDOM.classList.toggle('c-picture__caption--empty', this.node.content.size === 0);
  }
}

/** What somebody who writes has to know of a picture beside seeing it. */
function notesOn(picture: Picture): HTMLElement[] {
  if (needsDescription(picture)) return [noteOf('Needs a description before a version can be frozen.', 'c-picture__todo')];
  return picture.decorative === undefined ? [] : [noteOf(`Decoration, without a description: ${picture.decorative}`, 'meta')];
}

/** In the place of a picture whose bytes did not come: not here yet, taken away, or no connection. */
function missing({ alt }: Picture): HTMLElement {
  const words = 'This picture cannot be shown: it is not here, or there is no connection.';
  return noteOf(alt === undefined ? words : `${words} It shows: ${alt}`, 'c-picture__missing');
}

function noteOf(words: string, className: string): HTMLElement {
  const note = document.createElement('p');
  note.className = className;
  note.textContent = words;
  return note;
}
