import { Alert, Button, Group, NativeSelect, Stack, TextInput } from '@mantine/core';
import { useState, type SyntheticEvent } from 'react';
import { api, type Schema } from '../../api/client';
import { ProblemAlert } from '../../elements/problem-alert';
import { formatTime } from '../../elements/time';
import { WarningIcon } from '../../icons';
import { useSession } from '../../session/session';
import { AdministratorField } from './connection-card';
import { EXPIRIES, expiresAt, today, type Expiry } from './expiry';
import { useScimAdministrators } from './provisioning-data';
import { endOf } from './words';

interface IssueSecretFormProps {
  readonly present: Schema<'ScimSecretDto'> | undefined;
  readonly administratorId: string | null;
  readonly onCancel: () => void;
  readonly onIssued: (issued: Schema<'IssuedSecretDto'>) => void;
}

export function IssueSecretForm({ present, administratorId, onCancel, onIssued }: IssueSecretFormProps) {
  const { user } = useSession();
  const administrators = useScimAdministrators();
  const [chosen, setChosen] = useState<string>();
  const [expiry, setExpiry] = useState<Expiry>('never');
  const [date, setDate] = useState('');
  const [openedAt] = useState(Date.now);
  const { mutate, isPending, error } = api.useMutation('post', '/api/v1/scim/secret', {
    onSuccess: onIssued,
  });
  const isStillFit = administrators.some(({ id }) => id === administratorId);
  const administrator = chosen ?? (isStillFit ? administratorId! : user.id);
  // One that has expired is refused already.
  const isReplaced = present !== undefined && present.state !== 'expired';
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    mutate({ body: { administratorId: administrator, expiresAt: expiresAt(expiry, date, Date.now()) } });
  };
  return (
    <form onSubmit={submit}>
      <Stack>
        {isReplaced && <WhatIsVoided secret={present} />}
        <AdministratorField
          description="The person on whose behalf your identity provider acts; the history names them."
          value={administrator}
          onChange={setChosen}
        />
        <NativeSelect
          label="Expires"
          description="Once expired, it is refused until you issue another."
          data={EXPIRIES}
          value={expiry}
          onChange={(event) => setExpiry(event.currentTarget.value as Expiry)}
        />
        {expiry === 'date' && (
          <TextInput
            type="date"
            label="Last day"
            description="It works until the end of this day."
            required
            withAsterisk={false}
            min={today(openedAt)}
            value={date}
            onChange={(event) => setDate(event.currentTarget.value)}
          />
        )}
        <ProblemAlert error={error} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onCancel}>
            Cancel
          </Button>
          <Button type="submit" loading={isPending}>
            {isReplaced ? 'Void the present one and issue' : 'Issue secret'}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function WhatIsVoided({ secret }: { readonly secret: Schema<'ScimSecretDto'> }) {
  return (
    <Alert color="yellow" icon={<WarningIcon />} title="The present secret stops working at once">
      The secret ending <code>{endOf(secret.hint)}</code>, issued {formatTime(secret.issuedAt)}, will be void
      the moment the new one is issued. Your identity provider is turned away until you have entered the new
      one there.
    </Alert>
  );
}
