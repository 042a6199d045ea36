import { Anchor, Button, Code, Stack, Text, TextInput } from '@mantine/core';
import { useState, type SyntheticEvent } from 'react';
import { Link, useNavigate } from 'react-router';
import { api } from '../../api/client';
import { fieldProblems, isProblem } from '../../api/problem';
import { AddressNotice } from '../../elements/address-notice';
import { NewPasswordField } from '../../elements/new-password-field';
import { ProblemAlert } from '../../elements/problem-alert';
import { PlainPage } from '../../layout/plain-page';
import { useEnter } from '../../session/use-enter';

/** Where the link leads that the first start prints: makes the first administrator and signs them in. */
export function SetUpPage({ token }: { readonly token: string | undefined }) {
  const [isRefused, setRefused] = useState(token === undefined);
  if (token === undefined || isRefused) return <NoSetUp hadToken={token !== undefined} />;
  return (
    <PlainPage title="Welcome to Rollcall" lead="Create the first administrator: yourself.">
      <AddressNotice token={token} />
      <SetUpForm token={token} onRefused={() => setRefused(true)} />
    </PlainPage>
  );
}

function SetUpForm({ token, onRefused }: { readonly token: string; readonly onRefused: () => void }) {
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const enter = useEnter();
  const navigate = useNavigate();
  const setup = api.useMutation('post', '/api/v1/setup');
  const signIn = api.useMutation('post', '/api/v1/session');
  const problems = fieldProblems(setup.error);
  const submit = async (): Promise<void> => {
    try {
      const { tenant } = await setup.mutateAsync({ body: { setupToken: token, email, password } });
      try {
        await signIn.mutateAsync({ body: { email, password, tenant } });
        await enter('/provisioning');
      } catch {
        const notice = 'You are set up. Sign in with your e-mail and password.';
        await navigate('/sign-in', { state: { notice }, replace: true });
      }
    } catch (error) {
      if (isProblem(error) && error.status === 403) onRefused();
    }
  };
  return (
    <form
      onSubmit={(event: SyntheticEvent) => {
        event.preventDefault();
        void submit();
      }}
    >
      <Stack>
        <TextInput
          label="E-mail"
          description="You sign in with it."
          type="email"
          autoComplete="username"
          required
          withAsterisk={false}
          autoFocus
          value={email}
          error={problems['email'] && 'This is not an e-mail address that Rollcall accepts.'}
          onChange={(event) => setEmail(event.currentTarget.value)}
        />
        <NewPasswordField value={password} onChange={setPassword} error={problems['password']} />
        {Object.keys(problems).length === 0 && <ProblemAlert error={setup.error} />}
        <Button type="submit" size="md" loading={setup.isPending || signIn.isPending}>
          Create administrator
        </Button>
      </Stack>
    </form>
  );
}

function NoSetUp({ hadToken }: { readonly hadToken: boolean }) {
  return (
    <PlainPage title={hadToken ? 'This set-up link is not in force' : 'Open the set-up link'}>
      <Text>
        {hadToken
          ? 'It works once, and only the newest one works.'
          : 'Rollcall prints a link with a one-time token when it starts for the first time. Open that link, whole.'}
      </Text>
      <Text>
        Is there an administrator already? Then{' '}
        <Anchor component={Link} to="/sign-in">
          sign in
        </Anchor>
        . If not, start Rollcall again: it prints a new link as long as nobody has used one. For a further
        tenant, the administrator of the first tenant makes another link.
      </Text>
      <Text size="sm" c="dimmed">
        Locked out? On the host, <Code>npm run rollcall -- admin recover</Code> prints a link that lets an
        administrator in.
      </Text>
    </PlainPage>
  );
}
