import { Alert, Stack, Text } from '@mantine/core';
import { useLocation, useSearchParams } from 'react-router';
import { api } from '../../api/client';
import { AddressNotice } from '../../elements/address-notice';
import { ProblemAlert } from '../../elements/problem-alert';
import { InfoIcon, WarningIcon } from '../../icons';
import { PlainPage } from '../../layout/plain-page';
import { SignInForm } from './sign-in-form';

/** What other pages of the console tell this one. */
interface Arrival {
  /** Where to go once signed in. */
  readonly from?: string;
  readonly notice?: string;
}

export function SignInPage() {
  const { from = '/provisioning', notice } = (useLocation().state ?? {}) as Arrival;
  const { data: options, error } = api.useQuery('get', '/api/v1/session/options');
  return (
    <PlainPage title="Sign in">
      <AddressNotice />
      <SingleSignOnFailure />
      {notice !== undefined && (
        <Alert role="status" color="indigo" icon={<InfoIcon />}>
          {notice}
        </Alert>
      )}
      <ProblemAlert error={error} />
      {options && !options.isSetUp && <NotSetUp />}
      {options && <SignInForm options={options} target={from} />}
    </PlainPage>
  );
}

function NotSetUp() {
  return (
    <Alert color="indigo" icon={<InfoIcon />} title="There is no administrator yet">
      Open the set-up link that Rollcall printed when it started. Start it again for a new one.
    </Alert>
  );
}

/** What the server keeps out of its own references. */
const REFERENCE = /^[\w.:-]{1,64}$/;

/** Why the server sent somebody back who came from their identity provider. It says no more than the server does. */
function SingleSignOnFailure() {
  const [parameters] = useSearchParams();
  const error = parameters.get('error');
  const reference = parameters.get('reference') ?? '';
  if (error === null) return null;
  if (error === 'sso_not_set_up') {
    return (
      <Alert role="alert" color="yellow" icon={<WarningIcon />} title="Single sign-on is not set up here">
        Sign in with your password, or ask your administrator.
      </Alert>
    );
  }
  return (
    <Alert role="alert" color="red" icon={<WarningIcon />} title="Signing in did not work">
      <Stack gap={4}>
        <Text size="sm">Try again. If it goes on, give your administrator this reference:</Text>
        {REFERENCE.test(reference) && (
          <Text size="sm" ff="monospace">
            {reference}
          </Text>
        )}
      </Stack>
    </Alert>
  );
}
