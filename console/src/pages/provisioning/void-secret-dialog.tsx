import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { api, type Schema } from '../../api/client';
import { ProblemAlert } from '../../elements/problem-alert';
import { useReload } from './provisioning-data';
import { endOf } from './words';

interface VoidSecretDialogProps {
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly secret: Schema<'ScimSecretDto'>;
}

export function VoidSecretDialog({ opened, onClose, secret }: VoidSecretDialogProps) {
  const reload = useReload();
  const { mutate, isPending, error } = api.useMutation('delete', '/api/v1/scim/secret', {
    onSuccess: async () => {
      onClose();
      await reload();
    },
  });
  return (
    <Modal opened={opened} onClose={onClose} title="Void the secret?">
      <Stack>
        <Text>
          The secret ending <code>{endOf(secret.hint)}</code> stops working at once, for good. Users and
          groups stay as they are. Your identity provider is turned away until you issue another secret and
          enter it there.
        </Text>
        <ProblemAlert error={error} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose} data-autofocus>
            Keep it
          </Button>
          <Button color="red" loading={isPending} onClick={() => mutate({})}>
            Void secret
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
