import { Button, Checkbox, Group, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import type { Schema } from '../../api/client';
import { CopyField } from '../../elements/copy-field';
import { formatTime } from '../../elements/time';

interface IssuedSecretProps {
  readonly issued: Schema<'IssuedSecretDto'>;
  readonly onDone: () => void;
}

/** The secret itself. It leaves the page's memory with this. */
export function IssuedSecret({ issued, onDone }: IssuedSecretProps) {
  const [isCopied, setCopied] = useState(false);
  return (
    <Stack>
      <Text>
        This is the only time that Rollcall shows it: only a fingerprint of it is kept. Enter it at your
        identity provider, or put it into your password manager.
      </Text>
      <CopyField label="Secret" value={issued.secret} />
      <Text size="sm" c="dimmed">
        {issued.expiresAt === null ? 'It never expires.' : `It expires ${formatTime(issued.expiresAt)}.`}
        {issued.voided !== null && ' The secret before it is void.'}
      </Text>
      <Checkbox
        label="I have copied the secret"
        checked={isCopied}
        onChange={(event) => setCopied(event.currentTarget.checked)}
      />
      <Group justify="flex-end">
        <Button disabled={!isCopied} onClick={onDone}>
          Done
        </Button>
      </Group>
    </Stack>
  );
}
