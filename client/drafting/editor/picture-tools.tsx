import type { Editor } from '@tiptap/core';
import type { Command } from '@tiptap/pm/state';
import { useEditorState } from '@tiptap/react';
import { useState, type ReactElement } from 'react';
import type { PictureSize } from '../../../shared/text/document-text.ts';
import { samePicture } from '../../../shared/text/pictures.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { MenuButton } from '../../ui/menu-button.tsx';
import { deletePicture, describePicture, pictureAtCaret, sizePicture } from './picture-commands.ts';
import { WordsForm } from './picture-dialog.tsx';

const NO_PICTURE_SUGGESTIONS =
  'While you suggest, the description and the width of a picture stay as they are. Suggest them in words in its caption, or edit directly.';

const SIZES: { size: PictureSize | undefined; words: string }[] = [
  { size: 'small', words: 'Small' },
  { size: 'medium', words: 'Half the width' },
  { size: undefined, words: 'As wide as the text' },
];

/** What can be done with the picture the caret is in; nothing outside of pictures. */
export function PictureTools({ editor }: { editor: Editor }): ReactElement | null {
  const { notice, binding } = editor.storage.flatText;
  const [describing, setDescribing] = useState(false);
  const picture = useEditorState({
    editor,
    selector: ({ editor: now }) => pictureAtCaret(now.state)?.picture,
    equalityFn: (a, b) => samePicture(a, b ?? undefined),
  });
  if (!picture) return null;
  const back = (): void => void requestAnimationFrame(() => editor.isDestroyed || editor.view.focus());
  const run = (command: Command): void => {
    command(editor.state, (transaction) => editor.view.dispatch(transaction));
    back();
  };
  const orRefuse = (act: () => void): void => (binding?.suggester ? notice.say(NO_PICTURE_SUGGESTIONS) : act());
  const close = (): void => {
    setDescribing(false);
    back();
  };
  return (
    <div className="c-table-tools">
      <div className="c-tbltools" role="group" aria-label="Picture">
        <button className="c-tool" type="button" onClick={() => orRefuse(() => setDescribing(true))}>
          Description
        </button>
        <MenuButton
          className="c-tool"
          words="Width"
          acts={SIZES.map(({ size, words }) => ({
            id: words,
            words: size === picture.size ? `${words} (now)` : words,
            onChoose: () => orRefuse(() => run(sizePicture(size))),
          }))}
        />
        <button className="c-tool" type="button" onClick={() => run(deletePicture)}>
          Delete the picture
        </button>
      </div>
      <Dialog open={describing} heading="Description of the picture" onClose={close}>
        <WordsForm
          known={picture}
          button="Save the description"
          save={(words) => {
            run(describePicture(words));
            close();
          }}
          onCancel={close}
        />
      </Dialog>
    </div>
  );
}
