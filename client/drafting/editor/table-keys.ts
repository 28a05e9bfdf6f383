import { keymap } from '@tiptap/pm/keymap';
import { Plugin, type Command } from '@tiptap/pm/state';
import { Decoration, DecorationSet } from '@tiptap/pm/view';
import { eachCell } from '../../../shared/text/live/table-nodes.ts';
import { ARROW_KEYS } from './table-arrows.ts';
import { cellBefore, clearCells, clearedSelection, nextCell } from './table-commands.ts';
import { selectedCells } from './table-place.ts';

const inSeveral: Command = (state) => clearedSelection(state) !== undefined;

/** The keys of tables: Tab goes from cell to cell, and over several cells or a table's border a deletion empties them and leaves rows and columns. */
export function tableKeys(say: (sentence: string) => void): Plugin[] {
  const keys: Record<string, Command> = { Tab: nextCell(say), 'Shift-Tab': cellBefore, ...ARROW_KEYS };
  for (const name of ['Backspace', 'Mod-Backspace', 'Shift-Backspace', 'Delete', 'Mod-Delete']) keys[name] = clearCells;
  for (const name of ['Enter', 'Shift-Enter']) keys[name] = inSeveral; // there is no one place for a new line
  return [keymap(keys), severalCells()];
}

/** Typing over several cells, or over a table's border, empties them first; the cells that are selected are marked, whole. */
function severalCells(): Plugin {
  return new Plugin({
    props: {
      handleTextInput: (view, _from, _to, text) => {
        const transaction = clearedSelection(view.state);
        if (!transaction) return false;
        view.dispatch(transaction.insertText(text).scrollIntoView());
        return true;
      },
      handleDOMEvents: {
        cut: (view, event) => {
          const transaction = clearedSelection(view.state);
          if (!transaction || !event.clipboardData) return false;
          const { dom, text } = view.serializeForClipboard(view.state.selection.content());
          event.preventDefault();
          event.clipboardData.clearData();
          event.clipboardData.setData('text/html', dom.innerHTML);
          event.clipboardData.setData('text/plain', text);
          view.dispatch(transaction.scrollIntoView());
          return true;
        },
      },
      decorations: (state) => {
        const range = selectedCells(state);
        if (!range) return null;
        const marks: Decoration[] = [];
        eachCell(range.table, range.start, ({ node, at }, row, column) => {
          const within = row >= range.top && row <= range.bottom && column >= range.left && column <= range.right;
          if (within) marks.push(Decoration.node(at - 1, at + node.content.size + 1, { class: 'c-cell-selected' }));
        });
        return DecorationSet.create(state.doc, marks);
      },
    },
  });
}
