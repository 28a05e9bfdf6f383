import type { Node } from '@tiptap/pm/model';
import { Plugin, PluginKey } from '@tiptap/pm/state';
import { Decoration, DecorationSet, type EditorView } from '@tiptap/pm/view';
import type { Awareness } from 'y-protocols/awareness';
import type { Caret } from '../../../shared/text/live/caret-place.ts';
import { isColumnId, isRowId, isTableId } from '../../../shared/text/live/table-names.ts';
import type { FlatBinding, SharedSelection } from '../../../shared/text/live/flat-binding.ts';

const SHOW_AFTER = 50; // milliseconds; many people's carets are drawn together
const SEND_AFTER = 80; // milliseconds; a caret that runs along a line is sent a dozen times a second
const COLOURS = 8;

/** Another person as the server names them; a client's own word for it is not believed. */
type RemotePerson = { name: string; colour: number };
type RemoteCaret = { person: RemotePerson; selection: SharedSelection };

const caretsKey = new PluginKey<DecorationSet>('remote carets');

/** Shows where others write and select, and tells them where this person does. */
export function remoteCarets(binding: FlatBinding, awareness: Awareness): Plugin<DecorationSet> {
  return new Plugin<DecorationSet>({
    key: caretsKey,
    state: {
      init: () => DecorationSet.empty,
      apply: (transaction, carets) => {
        const drawn: unknown = transaction.getMeta(caretsKey);
        return drawn instanceof DecorationSet ? drawn : carets.map(transaction.mapping, transaction.doc);
      },
    },
    props: {
      decorations(state) {
        return this.getState(state);
      },
    },
    view: (view) => new CaretTraffic(view, binding, awareness),
  });
}

class CaretTraffic {
  private showTimer: ReturnType<typeof setTimeout> | undefined;
  private sendTimer: ReturnType<typeof setTimeout> | undefined;
  private sent = '';

  constructor(
    private readonly view: EditorView,
    private readonly binding: FlatBinding,
    private readonly awareness: Awareness,
  ) {
    awareness.on('change', this.onChange);
    this.onChange();
  }

  update(): void {
    this.sendTimer ??= setTimeout(() => this.send(), SEND_AFTER);
  }

  destroy(): void {
    clearTimeout(this.showTimer);
    clearTimeout(this.sendTimer);
    this.awareness.off('change', this.onChange);
    this.awareness.setLocalStateField('caret', null);
  }

  private readonly onChange = (): void => {
    this.showTimer ??= setTimeout(() => this.show(), SHOW_AFTER);
  };

  private show(): void {
    this.showTimer = undefined;
    if (this.view.composing) {
      this.onChange(); // nothing is redrawn while a word is being composed
      return;
    }
    const { doc, tr } = this.view.state;
    const decorations = this.others().flatMap((caret) => decorationsFor(doc, this.binding, caret));
    this.view.dispatch(tr.setMeta(caretsKey, DecorationSet.create(doc, decorations)).setMeta('addToHistory', false));
  }

  private send(): void {
    this.sendTimer = undefined;
    const selection = this.view.hasFocus() ? this.binding.selection() : undefined;
    const text = JSON.stringify(selection ?? null);
    if (text === this.sent) return;
    this.sent = text;
    this.awareness.setLocalStateField('caret', selection ?? null);
  }

  private others(): RemoteCaret[] {
    const carets: RemoteCaret[] = [];
    for (const [client, state] of this.awareness.getStates()) {
      if (client === this.awareness.clientID) continue;
      const caret = remoteCaretOf(state);
      if (caret) carets.push(caret);
    }
    return carets;
  }
}

function remoteCaretOf(state: Record<string, unknown>): RemoteCaret | undefined {
  const { person, caret } = state;
  if (!isRecord(person) || !isRecord(caret)) return undefined;
  const [anchor, head] = [caretOf(caret.anchor), caretOf(caret.head)];
  if (anchor === undefined || head === undefined) return undefined;
  const colour = Number(person.colour) || 1;
  return { person: { name: String(person.name ?? ''), colour: ((colour - 1) % COLOURS) + 1 }, selection: { anchor, head } };
}

function caretOf(value: unknown): Caret | undefined {
  if (value === null) return null;
  if (!isRecord(value)) return undefined;
  const { table, row, column } = value;
  if (isTableId(table) && isRowId(row) && isColumnId(column)) return { table, row, column };
  if (!Number.isInteger(value.client) || !Number.isInteger(value.clock)) return undefined;
  return { client: Number(value.client), clock: Number(value.clock) };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function decorationsFor(doc: Node, binding: FlatBinding, { person, selection }: RemoteCaret): Decoration[] {
  const head = binding.positionOf(selection.head);
  const anchor = binding.positionOf(selection.anchor);
  if (head === undefined || anchor === undefined || Math.max(head, anchor) > doc.content.size) return [];
  const caret = Decoration.widget(head, () => caretElement(person), { side: 10, key: `caret ${person.name} ${person.colour}` });
  if (anchor === head) return [caret];
  const stretch = { class: `c-selected c-p${person.colour}` };
  return [Decoration.inline(Math.min(anchor, head), Math.max(anchor, head), stretch), caret];
}

function caretElement({ name, colour }: RemotePerson): HTMLElement {
  const caret = document.createElement('span');
  caret.className = `c-caret c-p${colour}`;
  caret.setAttribute('aria-hidden', 'true'); // who is where is told elsewhere, not in the middle of a sentence
  const label = document.createElement('b');
  label.textContent = name;
  caret.append(label);
  return caret;
}
