import { Button, Group, Modal, Radio, Stack, Text, TextInput } from '@mantine/core';
import { useState, type SyntheticEvent } from 'react';
import { api, type Schema } from '../../api/client';
import { ProblemAlert } from '../../elements/problem-alert';
import { useReload } from './provisioning-data';

type Choice = Schema<'DisconnectionDto'>['managedAccounts'];

const CHOICES: readonly { readonly value: Choice; readonly label: string; readonly description: string }[] = [
  {
    value: 'keep',
    label: 'Keep them managed',
    description: 'Nothing changes for people. A provider that you connect later goes on with them.',
  },
  {
    value: 'convert',
    label: 'Make them local',
    description: 'From now on you edit them here.',
  },
  {
    value: 'deactivate',
    label: 'Deactivate them',
    description: 'They can no longer sign in, and their sessions end. The last administrator stays active.',
  },
];

const CONFIRMATION = 'disconnect';

interface DisconnectDialogProps {
  readonly opened: boolean;
  readonly onClose: () => void;
}

export function DisconnectDialog({ opened, onClose }: DisconnectDialogProps) {
  return (
    <Modal opened={opened} onClose={onClose} title="Disconnect the identity provider" size="lg">
      <DisconnectForm onClose={onClose} />
    </Modal>
  );
}

function DisconnectForm({ onClose }: Pick<DisconnectDialogProps, 'onClose'>) {
  const [choice, setChoice] = useState<Choice>('keep');
  const [typed, setTyped] = useState('');
  const reload = useReload();
  const { mutate, isPending, error } = api.useMutation('delete', '/api/v1/scim/connection', {
    onSuccess: async () => {
      onClose();
      await reload();
    },
  });
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    mutate({ body: { managedAccounts: choice } });
  };
  return (
    <form onSubmit={submit}>
      <Stack>
        <Text>
          The secret is void at once, and the settings of the connection go back to their defaults. How people
          sign in stays as it is.
        </Text>
        <Radio.Group
          label="Accounts that the provider manages"
          value={choice}
          onChange={(value) => setChoice(value)}
        >
          <Stack gap="xs" mt="xs">
            {CHOICES.map(({ value, label, description }) => (
              <Radio key={value} value={value} label={label} description={description} />
            ))}
          </Stack>
        </Radio.Group>
        <TextInput
          label={`Type “${CONFIRMATION}” to confirm`}
          autoComplete="off"
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <ProblemAlert error={error} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" color="red" loading={isPending} disabled={typed.trim() !== CONFIRMATION}>
            Disconnect
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
