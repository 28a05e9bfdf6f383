import type { Editor } from '@tiptap/core';
import { useState, type FormEvent, type ReactElement } from 'react';
import { MAX_TABLE_COLUMNS, MAX_TABLE_ROWS } from '../../../shared/kernel/limits.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { insertTable, tableRefusal } from './table-commands.ts';

const USUAL_ROWS = 3;
const USUAL_COLUMNS = 3;

/** Asks how many rows and columns a new table has and puts it behind the caret's block. */
export function TableForm({ editor, open, onClose }: { editor: Editor; open: boolean; onClose: () => void }): ReactElement {
  const [errors, setErrors] = useState<{ rows?: string; columns?: string }>({});
  const close = (): void => {
    setErrors({});
    onClose(); // gives the keyboard back to the text
  };
  const save = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const [rows, columns] = [countOf(form.get('rows'), MAX_TABLE_ROWS), countOf(form.get('columns'), MAX_TABLE_COLUMNS)];
    const found = {
      ...(rows === undefined ? { rows: `Enter a number of rows from 1 to ${MAX_TABLE_ROWS.toLocaleString('en-GB')}` } : {}),
      ...(columns === undefined ? { columns: `Enter a number of columns from 1 to ${MAX_TABLE_COLUMNS}` } : {}),
    };
    if (rows === undefined || columns === undefined) {
      setErrors(found);
      return;
    }
    const refusal = tableRefusal(editor.state, rows, columns);
    if (refusal) {
      setErrors({ rows: refusal });
      return;
    }
    insertTable(rows, columns)(editor.state, (transaction) => editor.view.dispatch(transaction));
    close();
  };
  return (
    <Dialog open={open} heading="Insert a table" onClose={close}>
      <form onSubmit={save} noValidate>
        <TextField name="rows" label="Rows" inputMode="numeric" defaultValue={String(USUAL_ROWS)} error={errors.rows} autoFocus />
        <TextField
          name="columns"
          label="Columns"
          inputMode="numeric"
          defaultValue={String(USUAL_COLUMNS)}
          error={errors.columns}
        />
        <div className="c-acts">
          <button className="c-btn c-btn--main" type="submit">
            Insert the table
          </button>
          <button className="c-btn" type="button" onClick={close}>
            Cancel
          </button>
        </div>
      </form>
    </Dialog>
  );
}

function countOf(value: FormDataEntryValue | null, most: number): number | undefined {
  const count = typeof value === 'string' && /^\d{1,5}$/.test(value.trim()) ? Number(value) : 0;
  return count >= 1 && count <= most ? count : undefined;
}
