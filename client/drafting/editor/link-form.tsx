import type { Editor } from '@tiptap/core';
import { useState, type FormEvent, type ReactElement } from 'react';
import { isSafeHref } from '../../../shared/text/live/inline-formats.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { linkAt, removeLink, setLink } from './block-commands.ts';

const REFUSED = 'Enter an address that starts with https://, http://, mailto: or tel:';

/** Asks for the address of a link and puts it on the selected words. */
export function LinkForm({ editor, open, onClose }: { editor: Editor; open: boolean; onClose: () => void }): ReactElement {
  const [error, setError] = useState<string>();
  const close = (): void => {
    setError(undefined);
    onClose();
    editor.view.focus();
  };
  const save = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const href = String(new FormData(event.currentTarget).get('href') ?? '').trim();
    if (!isSafeHref(href)) {
      setError(REFUSED);
      return;
    }
    setLink(href)(editor.state, (transaction) => editor.view.dispatch(transaction));
    close();
  };
  const known = open ? linkAt(editor.state) : undefined;
  return (
    <Dialog open={open} heading="Link" onClose={close}>
      <form onSubmit={save} noValidate>
        <TextField name="href" label="Address" type="url" defaultValue={known ?? 'https://'} error={error} autoFocus />
        <div className="c-acts">
          <button className="c-btn c-btn--main" type="submit">
            Save the link
          </button>
          {known !== undefined && (
            <button
              className="c-btn"
              type="button"
              onClick={() => {
                removeLink(editor.state, (transaction) => editor.view.dispatch(transaction));
                close();
              }}
            >
              Remove the link
            </button>
          )}
          <button className="c-btn" type="button" onClick={close}>
            Cancel
          </button>
        </div>
      </form>
    </Dialog>
  );
}
