import { Alert, Center, Loader, Stack, Text } from '@mantine/core';
import type { Schema } from '../../api/client';
import { ProblemAlert } from '../../elements/problem-alert';
import { InfoIcon } from '../../icons';
import { PageTitle } from '../../layout/page-title';
import { useSession } from '../../session/session';
import { ConnectionCard } from './connection-card';
import { DisconnectCard } from './disconnect-card';
import { ProviderSteps } from './provider-steps';
import { useConnection } from './provisioning-data';
import { SecretCard } from './secret-card';
import { StatusCard } from './status-card';

/** The connection to the identity provider: whether it works, and what the provider has to be told. */
export function ProvisioningPage() {
  const { may } = useSession();
  return (
    <Stack gap="lg">
      <Stack gap={4}>
        <PageTitle>Provisioning</PageTitle>
        <Text c="dimmed">
          Your identity provider keeps the users and groups of this tenant in step, by SCIM 2.0.
        </Text>
      </Stack>
      {may('provisioning:read') ? <Content /> : <NotForYou />}
    </Stack>
  );
}

function Content() {
  const { data: connection, error } = useConnection();
  if (connection) return <Cards connection={connection} />;
  if (error !== null) return <ProblemAlert error={error} />;
  return (
    <Center p="xl">
      <Loader aria-label="Loading" />
    </Center>
  );
}

function Cards({ connection }: { readonly connection: Schema<'ConnectionDto'> }) {
  const { may } = useSession();
  return (
    <>
      {!may('provisioning:write') && <ReadOnly />}
      <StatusCard connection={connection} />
      <SecretCard connection={connection} />
      <ConnectionCard connection={connection} />
      <ProviderSteps provider={connection.provider} />
      {may('provisioning:delete') && connection.status !== 'not_set_up' && <DisconnectCard />}
    </>
  );
}

function ReadOnly() {
  return (
    <Alert color="gray" icon={<InfoIcon />} title="You can look, but not change anything here">
      Your roles do not hold the permission <code>provisioning:write</code>. An administrator can give you one
      that does.
    </Alert>
  );
}

function NotForYou() {
  return (
    <Alert color="gray" icon={<InfoIcon />} title="You cannot see provisioning">
      Your roles do not hold the permission <code>provisioning:read</code>. An administrator can give you one
      that does.
    </Alert>
  );
}
