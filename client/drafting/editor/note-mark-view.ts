import type { Node } from '@tiptap/pm/model';
import type { NodeView } from '@tiptap/pm/view';

/** The mark of a note on the page: its number is printed by the style sheet and said as "Note 3", nothing stands in the text itself. */
export class NoteMarkView implements NodeView {
  readonly dom: HTMLElement;

  constructor(
    private node: Node,
    private readonly onGone: (view: NoteMarkView) => void,
  ) {
    this.dom = document.createElement('sup');
    this.dom.className = 'c-note-mark';
    this.dom.contentEditable = 'false';
    this.dom.dataset.note = String(node.attrs.note);
  }

  /** The note it leads to. */
  get note(): string {
    return String(this.node.attrs.note);
  }

  /** Another mark is drawn anew. */
  update(node: Node): boolean {
    if (!node.hasMarkup(this.node.type, this.node.attrs, this.node.marks)) return false;
    this.node = node;
    return true;
  }

  /** Shows the number of its note, or that there is none. */
  showNumber(number: string | undefined): void {
    this.dom.dataset.noteNumber = number ?? '?';
    this.dom.dataset.spoken = number === undefined ? ' Note that is no longer there ' : ` Note ${number} `;
  }

  ignoreMutation(): boolean {
    return true;
  }

  destroy(): void {
    this.onGone(this);
  }
}
