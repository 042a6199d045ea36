import { Button, Group, NativeSelect, Stack, TextInput } from '@mantine/core';
import { useState, type SyntheticEvent } from 'react';
import { api, type Schema } from '../../api/client';
import { Facts } from '../../elements/facts';
import { ProblemAlert } from '../../elements/problem-alert';
import { Section } from '../../elements/section';
import { useSession } from '../../session/session';
import { useNameOf, useReload, useScimAdministrators } from './provisioning-data';
import { PROVIDERS } from './words';

type Connection = Schema<'ConnectionDto'>;

interface ConnectionCardProps {
  readonly connection: Connection;
}

/** Which provider it is, and the person on whose behalf it acts. */
export function ConnectionCard({ connection }: ConnectionCardProps) {
  const { may } = useSession();
  return (
    <Section title="Identity provider" lead="What it is called here, and who answers for what it does.">
      {may('provisioning:write') ? (
        // Made anew once saved: it then begins with what is so.
        <ConnectionForm
          key={[connection.name, connection.provider, connection.administratorId].join('\n')}
          connection={connection}
        />
      ) : (
        <ConnectionFacts connection={connection} />
      )}
    </Section>
  );
}

function ConnectionFacts({ connection }: ConnectionCardProps) {
  const administrator = useNameOf(connection.administratorId);
  return (
    <Facts
      facts={[
        ['Provider', PROVIDERS[connection.provider]],
        ['Name', connection.name],
        ['SCIM administrator', administrator ?? 'Nobody yet'],
      ]}
    />
  );
}

function ConnectionForm({ connection }: ConnectionCardProps) {
  const [provider, setProvider] = useState(connection.provider);
  const [name, setName] = useState(connection.name);
  const [administratorId, setAdministratorId] = useState(connection.administratorId);
  const reload = useReload();
  const { mutate, isPending, error } = api.useMutation('patch', '/api/v1/scim/connection', {
    onSuccess: reload,
  });
  const isChanged =
    provider !== connection.provider ||
    name !== connection.name ||
    administratorId !== connection.administratorId;
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    mutate({ body: { provider, name, ...(administratorId !== null && { administratorId }) } });
  };
  return (
    <form onSubmit={submit}>
      <Stack>
        <Group grow preventGrowOverflow={false} gap="md" align="flex-start">
          <NativeSelect
            label="Provider"
            data={Object.entries(PROVIDERS).map(([value, label]) => ({ value, label }))}
            value={provider}
            onChange={(event) => setProvider(event.currentTarget.value as Connection['provider'])}
          />
          <TextInput
            label="Name"
            maxLength={255}
            required
            withAsterisk={false}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
        </Group>
        {connection.administratorId !== null && (
          <AdministratorField
            description="The history names them behind what the provider does. Another person takes over with the same secret."
            value={administratorId}
            onChange={setAdministratorId}
          />
        )}
        <ProblemAlert error={error} />
        <Group>
          <Button type="submit" variant="default" loading={isPending} disabled={!isChanged}>
            Save
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

interface AdministratorFieldProps {
  readonly description: string;
  readonly value: string | null;
  readonly onChange: (id: string) => void;
}

/** Chooses among those who may be SCIM administrator; whoever is and may no longer be is named as such. */
export function AdministratorField({ description, value, onChange }: AdministratorFieldProps) {
  const administrators = useScimAdministrators();
  const present = useNameOf(value);
  const people = administrators.map(({ id, displayName }) => ({ value: id, label: displayName }));
  const isUnfit = value !== null && present !== undefined && !people.some((person) => person.value === value);
  return (
    <NativeSelect
      label="SCIM administrator"
      description={description}
      data={
        isUnfit ? [{ value, label: `${present} (may no longer act)`, disabled: true }, ...people] : people
      }
      value={value ?? ''}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
