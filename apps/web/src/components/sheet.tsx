import type { ReactNode } from 'react';
import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';

type SheetProps = {
  readonly title: string;
  readonly onClose: () => void;
  /** False while a signature is on its way: nobody should lose sight of it. */
  readonly dismissable?: boolean;
  readonly children: ReactNode;
};

/** A dialog: in the middle at the desk, from the bottom edge on the phone. */
export function Sheet({ title, onClose, dismissable = true, children }: SheetProps) {
  return (
    <ModalOverlay
      className="scrim"
      isOpen
      isDismissable={dismissable}
      isKeyboardDismissDisabled={!dismissable}
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
    >
      <Modal className="sheet">
        <Dialog className="sheet-in">
          <Heading slot="title" className="sheet-title">
            {title}
          </Heading>
          {children}
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
