import type { Editor } from '@tiptap/core';
import { useEditorState } from '@tiptap/react';
import type { ReactElement } from 'react';
import { MenuButton, type MenuAct } from '../../ui/menu-button.tsx';
import { TABLE_ACTS, type TableAct, type TableActName } from './table-commands.ts';
import { tableAtCaret, type TablePlace } from './table-place.ts';

const ROW_WORDS: Partial<Record<TableActName, string>> = {
  rowAbove: 'Add a row above',
  rowBelow: 'Add a row below',
  rowUp: 'Move the row up',
  rowDown: 'Move the row down',
  deleteRow: 'Delete the row',
};
const COLUMN_WORDS: Partial<Record<TableActName, string>> = {
  columnBefore: 'Add a column before',
  columnAfter: 'Add a column after',
  columnLeft: 'Move the column left',
  columnRight: 'Move the column right',
  deleteColumn: 'Delete the column',
};

/** What can be done with the table the caret is in; nothing outside of tables. */
export function TableTools({ editor }: { editor: Editor }): ReactElement | null {
  const place = useEditorState({
    editor,
    selector: ({ editor: now }) => tableAtCaret(now.state),
    equalityFn: (a, b) => a?.table === b?.table && a?.row === b?.row && a?.column === b?.column,
  });
  if (!place) return null;
  const acts = (words: Partial<Record<TableActName, string>>): MenuAct[] =>
    (Object.keys(words) as TableActName[])
      .filter((name) => actOf(name).may(place))
      .map((name) => ({ id: name, words: words[name], onChoose: () => run(editor, name) }));
  const where = `Row ${place.row + 1}, column ${place.column + 1}`;
  return (
    <div className="c-table-tools">
      <div className="c-tbltools" role="group" aria-label="Table">
        <span className="c-table-tools__where">{where}</span>
        <MenuButton className="c-tool" words="Row" label={`Row: ${where}`} acts={acts(ROW_WORDS)} />
        <MenuButton className="c-tool" words="Column" label={`Column: ${where}`} acts={acts(COLUMN_WORDS)} />
        <MenuButton className="c-tool" words="Table" acts={acts(tableWords(place))} />
      </div>
    </div>
  );
}

function tableWords({ table }: TablePlace): Partial<Record<TableActName, string>> {
  return {
    headerRow: table.attrs.headerRow ? 'Turn the header row off' : 'Turn the header row on',
    headerColumn: table.attrs.headerColumn ? 'Turn the header column off' : 'Turn the header column on',
    keepRecovered: 'Keep what was recovered',
    deleteTable: 'Delete the table',
  };
}

function actOf(name: TableActName): TableAct {
  return TABLE_ACTS[name];
}

/** Does an act and gives the keyboard back to the text, or says why it cannot be done. */
function run(editor: Editor, name: TableActName): void {
  const { state, view } = editor;
  const place = tableAtCaret(state);
  const refusal = place && actOf(name).refusal?.(state, place);
  if (refusal) editor.storage.flatText.notice.say(refusal);
  else actOf(name).run(state, (transaction) => view.dispatch(transaction), view);
  requestAnimationFrame(() => view.focus()); // once the menu has given the keyboard back
}
