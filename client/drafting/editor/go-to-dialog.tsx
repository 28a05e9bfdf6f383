import type { ReactElement } from 'react';
import type { DocumentText } from '../../../shared/text/document-text.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { PlacePicker } from './place-picker.tsx';

type GoToDialogProps = { text: DocumentText; open: boolean; onGo: (blockId: string) => void; onClose: () => void };

/** Asks for a clause by its number or its words and leads there. */
export function GoToDialog({ text, open, onGo, onClose }: GoToDialogProps): ReactElement {
  return (
    <Dialog open={open} heading="Go to clause" onClose={onClose}>
      <PlacePicker
        text={text}
        label="Clause, section or table"
        hint="Type its number, such as 3.2, or words that stand in it. Enter goes to the first one."
        error={undefined}
        onStandAt={() => undefined}
        onPick={onGo}
      />
      <div className="c-acts">
        <button className="c-btn" type="button" onClick={onClose}>
          Cancel
        </button>
      </div>
    </Dialog>
  );
}
