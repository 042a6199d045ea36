import { Alert, Badge, Group, Stack, Switch, Text } from '@mantine/core';
import { api, type Schema } from '../../api/client';
import { CopyField } from '../../elements/copy-field';
import { ProblemAlert } from '../../elements/problem-alert';
import { Section } from '../../elements/section';
import { useSession } from '../../session/session';
import { useReload } from './provisioning-data';
import { STATUS } from './words';

interface StatusCardProps {
  readonly connection: Schema<'ConnectionDto'>;
}

/** Whether provisioning works, the switch, and the address that the provider is given. */
export function StatusCard({ connection }: StatusCardProps) {
  const { may } = useSession();
  const reload = useReload();
  const { mutate, isPending, error } = api.useMutation('patch', '/api/v1/scim/connection', {
    onSuccess: reload,
  });
  const { label, color, sentence } = STATUS[connection.status];
  const { sentence: detail, failing } = connection.statusDetail;
  const isSetUp = connection.status !== 'not_set_up';
  return (
    <Section
      title="Connection"
      aside={
        <Switch
          label="Provisioning"
          labelPosition="left"
          checked={connection.enabled}
          disabled={!isSetUp || isPending || !may('provisioning:write')}
          onChange={(event) => mutate({ body: { enabled: event.currentTarget.checked } })}
        />
      }
    >
      <Group gap="sm" wrap="nowrap" align="flex-start">
        <Badge variant="light" color={color} tt="none" fz="0.8125rem" fw={600} size="lg" miw="max-content">
          {label}
        </Badge>
        <Text role="status">{sentence}</Text>
      </Group>
      {failing && (
        <Alert color="red" title={detail}>
          <Text size="sm">{failing.latest.explanation}</Text>
          <Text size="sm">{failing.latest.whatToDo}</Text>
        </Alert>
      )}
      <ProblemAlert error={error} />
      <Stack gap="xs">
        <CopyField
          label="SCIM tenant URL"
          description="Your identity provider asks for it: also called base URL or endpoint."
          value={connection.tenantUrl}
        />
      </Stack>
    </Section>
  );
}
