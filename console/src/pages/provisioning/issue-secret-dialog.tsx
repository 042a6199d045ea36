import { Modal } from '@mantine/core';
import { useState } from 'react';
import type { Schema } from '../../api/client';
import { IssueSecretForm } from './issue-secret-form';
import { IssuedSecret } from './issued-secret';
import { useReload } from './provisioning-data';

interface IssueSecretDialogProps {
  readonly opened: boolean;
  readonly onClose: () => void;
  /** The one that the new one voids. */
  readonly present: Schema<'ScimSecretDto'> | undefined;
  /** The SCIM administrator so far. */
  readonly administratorId: string | null;
}

/** Asks for whom and until when, then shows the secret: this once, and closes only when it was copied. */
export function IssueSecretDialog({ opened, onClose, present, administratorId }: IssueSecretDialogProps) {
  const [issued, setIssued] = useState<Schema<'IssuedSecretDto'>>();
  const reload = useReload();
  const close = (): void => {
    setIssued(undefined);
    onClose();
  };
  return (
    <Modal
      opened={opened}
      onClose={close}
      title={issued ? 'Copy the secret now' : present ? 'Issue another secret' : 'Issue secret'}
      size="lg"
      closeOnClickOutside={!issued}
      closeOnEscape={!issued}
      withCloseButton={!issued}
    >
      {issued ? (
        <IssuedSecret issued={issued} onDone={close} />
      ) : (
        <IssueSecretForm
          present={present}
          administratorId={administratorId}
          onCancel={close}
          onIssued={(answer) => {
            setIssued(answer);
            void reload();
          }}
        />
      )}
    </Modal>
  );
}
