import { Button, Group } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { Section } from '../../elements/section';
import { DisconnectDialog } from './disconnect-dialog';

/** The end of the connection. */
export function DisconnectCard() {
  const [isOpen, { open, close }] = useDisclosure(false);
  return (
    <Section
      title="Disconnect"
      lead="Ends provisioning: voids the secret, puts the settings back, and does with the managed accounts what you choose."
    >
      <Group>
        <Button variant="outline" color="red" onClick={open}>
          Disconnect…
        </Button>
      </Group>
      <DisconnectDialog opened={isOpen} onClose={close} />
    </Section>
  );
}
