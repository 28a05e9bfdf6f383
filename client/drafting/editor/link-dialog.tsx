import type { Editor } from '@tiptap/core';
import { useState, type FormEvent, type ReactElement } from 'react';
import { placeOf, type Place } from '../../../shared/text/clause-numbers.ts';
import type { DocumentText } from '../../../shared/text/document-text.ts';
import { isSafeHref } from '../../../shared/text/live/inline-formats.ts';
import { referenceLink } from '../../../shared/text/references.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { RadioGroup } from '../../ui/radio-group.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { linkAt, removeLink, setLink } from './block-commands.ts';
import { PlacePicker } from './place-picker.tsx';
import { setReference } from './renew-references.ts';

const REFUSED = 'Enter an address that starts with https://, http://, mailto: or tel:';
const OUTSIDE = /^(https?:\/\/|mailto:|tel:)./i; // a scheme alone leads nowhere
const PICK_ONE = 'Pick a place from the list.';

type LinkDialogProps = {
  editor: Editor;
  text: DocumentText;
  open: boolean;
  onGo: (blockId: string) => void;
  onClose: () => void;
};

/** Adds, changes and removes a link: to an address, or to a clause of this document, whose number the words then follow. */
export function LinkDialog({ editor, text, open, onGo, onClose }: LinkDialogProps): ReactElement {
  return (
    <Dialog open={open} heading="Link" onClose={onClose}>
      <LinkForm editor={editor} text={text} onGo={onGo} onClose={onClose} />
    </Dialog>
  );
}

type To = 'address' | 'clause';

function LinkForm({ editor, text, onGo, onClose }: Omit<LinkDialogProps, 'open'>): ReactElement {
  const [known] = useState(() => linkAt(editor.state));
  const target = known?.startsWith('#b-') ? placeOf(text, known.slice('#b-'.length)) : undefined;
  const [to, setTo] = useState<To>(known?.startsWith('#') ? 'clause' : 'address');
  const [picked, setPicked] = useState<string>();
  const [error, setError] = useState<string>();
  const save = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const place = picked === undefined ? undefined : placeOf(text, picked);
    if (to === 'clause') setError(place ? undefined : PICK_ONE);
    if (to === 'clause') return place ? pick(place) : undefined;
    const href = String(new FormData(event.currentTarget).get('href') ?? '').trim();
    if (!isSafeHref(href) || !OUTSIDE.test(href)) return setError(REFUSED);
    setLink(href)(editor.state, (transaction) => editor.view.dispatch(transaction));
    onClose();
  };
  const pick = (place: Place): void => {
    setReference(referenceLink(place.blockId), place)(editor.state, (transaction) => editor.view.dispatch(transaction));
    onClose();
  };
  const pickId = (blockId: string): void => {
    const place = placeOf(text, blockId);
    if (place) pick(place);
  };
  return (
    <form className="c-stack" onSubmit={save} noValidate>
      {known?.startsWith('#') ? <WhereTo target={target} onGo={onGo} /> : null}
      <RadioGroup
        name="to"
        label="What it leads to"
        small
        value={to}
        onChange={(value) => {
          setError(undefined);
          setTo(value === 'clause' ? 'clause' : 'address');
        }}
        choices={[
          { value: 'address', words: 'A web, e-mail or telephone address' },
          { value: 'clause', words: 'A clause of this document' },
        ]}
      />
      {to === 'address' ? (
        <TextField
          name="href"
          label="Address"
          type="url"
          defaultValue={known && !known.startsWith('#') ? known : 'https://'}
          error={error}
          autoFocus
        />
      ) : (
        <PlacePicker
          text={text}
          label="Clause, section or table"
          hint="Type its number, such as 3.2, or words that stand in it. The reference follows it when it moves."
          error={error}
          onStandAt={setPicked}
          onPick={pickId}
        />
      )}
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
              onClose();
            }}
          >
            Remove the link
          </button>
        )}
        <button className="c-btn" type="button" onClick={onClose}>
          Cancel
        </button>
      </div>
    </form>
  );
}

/** What the reference at the caret leads to now, and the way there. */
function WhereTo({ target, onGo }: { target: Place | undefined; onGo: (blockId: string) => void }): ReactElement {
  if (!target) return <p>This reference leads nowhere: its clause is no longer in the text.</p>;
  return (
    <p>
      Leads to {target.name} now.{' '}
      <button className="c-aslink" type="button" onClick={() => onGo(target.blockId)}>
        Go there
      </button>
    </p>
  );
}
