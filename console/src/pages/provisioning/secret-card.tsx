import { Badge, Button, Group, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import type { Schema } from '../../api/client';
import { Facts } from '../../elements/facts';
import { ProblemAlert } from '../../elements/problem-alert';
import { Section } from '../../elements/section';
import { Time } from '../../elements/time';
import { KeyIcon } from '../../icons';
import { useSession } from '../../session/session';
import { IssueSecretDialog } from './issue-secret-dialog';
import { useNameOf, useScimSecret } from './provisioning-data';
import { VoidSecretDialog } from './void-secret-dialog';
import { SECRET_STATE } from './words';

type Secret = Schema<'ScimSecretDto'>;

interface SecretCardProps {
  readonly connection: Schema<'ConnectionDto'>;
}

/** The one secret: what is known of it, and what can be done with it. */
export function SecretCard({ connection }: SecretCardProps) {
  const { mayIssueSecret, may } = useSession();
  const { secret, error } = useScimSecret(connection);
  const [isIssuing, issuing] = useDisclosure(false);
  const [isVoiding, voiding] = useDisclosure(false);
  const mayVoid = secret !== undefined && may('provisioning:delete');
  return (
    <Section
      title="Secret"
      lead="The token with which your identity provider proves who it is. There is one at a time."
      aside={secret && <StateBadge state={secret.state} />}
    >
      {secret ? <SecretFacts secret={secret} /> : <NoSecret />}
      <ProblemAlert error={error} />
      {(mayIssueSecret || mayVoid) && (
        <Group gap="sm">
          {mayIssueSecret && (
            <Button
              leftSection={<KeyIcon />}
              variant={secret?.state === 'active' ? 'default' : 'filled'}
              onClick={issuing.open}
            >
              {secret ? 'Issue another secret' : 'Issue secret'}
            </Button>
          )}
          {mayVoid && (
            <Button variant="default" onClick={voiding.open}>
              Void secret
            </Button>
          )}
        </Group>
      )}
      {!mayIssueSecret && (
        <Text size="sm" c="dimmed">
          Only people with the role administrator or user manager issue the secret.
        </Text>
      )}
      <IssueSecretDialog
        opened={isIssuing}
        onClose={issuing.close}
        present={secret}
        administratorId={connection.administratorId}
      />
      {secret && <VoidSecretDialog opened={isVoiding} onClose={voiding.close} secret={secret} />}
    </Section>
  );
}

function StateBadge({ state }: Pick<Secret, 'state'>) {
  const { label, color } = SECRET_STATE[state];
  return (
    <Badge variant="light" color={color} tt="none" fz="0.8125rem" fw={600} size="lg">
      {label}
    </Badge>
  );
}

function NoSecret() {
  return (
    <Stack gap={2}>
      <Text fw={600}>There is no secret yet</Text>
      <Text>Issue one, then enter it at your identity provider together with the tenant URL.</Text>
    </Stack>
  );
}

function SecretFacts({ secret }: { readonly secret: Secret }) {
  const issuer = useNameOf(secret.issuedBy);
  const administrator = useNameOf(secret.administratorId);
  return (
    <Facts
      facts={[
        ['Secret', <code key="hint">{secret.hint}</code>],
        ['Acts for', administrator ?? '…'],
        ['Expires', secret.expiresAt === null ? 'Never' : <Time iso={secret.expiresAt} />],
        ['Issued', <Time key="issued" iso={secret.issuedAt} />],
        ['Issued by', secret.issuedBy === null ? 'The command line' : (issuer ?? '…')],
        ['Last used', secret.lastUsedAt === null ? 'Not yet' : <Time iso={secret.lastUsedAt} />],
      ]}
    />
  );
}
