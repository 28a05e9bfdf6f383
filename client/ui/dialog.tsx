import type { ReactElement, ReactNode } from 'react';
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from 'react-aria-components';

type DialogProps = { open: boolean; heading: ReactNode; onClose: () => void; children: ReactNode };

/** A dialog over the page: the keyboard stays in it, Escape closes it, and focus returns to what opened it. */
export function Dialog({ open, heading, onClose, children }: DialogProps): ReactElement {
  return (
    <ModalOverlay className="c-dialog" isOpen={open} isDismissable onOpenChange={(isOpen) => (isOpen ? undefined : onClose())}>
      <Modal>
        <AriaDialog>
          <Heading slot="title" level={2} className="c-h2">
            {heading}
          </Heading>
          {children}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}
