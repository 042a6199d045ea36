import { Anchor, Button, Stack, Text } from '@mantine/core';
import { useState, type SyntheticEvent } from 'react';
import { Link, useNavigate } from 'react-router';
import { api } from '../../api/client';
import { fieldProblems, isProblem } from '../../api/problem';
import { NewPasswordField } from '../../elements/new-password-field';
import { ProblemAlert } from '../../elements/problem-alert';
import { PlainPage } from '../../layout/plain-page';

/** Where an administrator's one-time link leads: sets a password. */
export function PasswordLinkPage({ token }: { readonly token: string | undefined }) {
  const [password, setPassword] = useState('');
  const navigate = useNavigate();
  const { mutate, error, isPending } = api.useMutation('post', '/api/v1/session/password-reset', {
    onSuccess: () =>
      navigate('/sign-in', { state: { notice: 'Your password is set. Sign in with it.' }, replace: true }),
  });
  if (token === undefined || (isProblem(error) && error.status === 403)) return <NotInForce />;
  const problem = fieldProblems(error)['password'];
  return (
    <PlainPage title="Set your password" lead="You were given a link that works once.">
      <form
        onSubmit={(event: SyntheticEvent) => {
          event.preventDefault();
          mutate({ body: { token, password } });
        }}
      >
        <Stack>
          <NewPasswordField value={password} onChange={setPassword} error={problem} />
          {problem === undefined && <ProblemAlert error={error} />}
          <Button type="submit" size="md" loading={isPending}>
            Set password
          </Button>
        </Stack>
      </form>
    </PlainPage>
  );
}

function NotInForce() {
  return (
    <PlainPage title="This link is not in force">
      <Text>
        A link works once, for a day, and only the newest one works. Ask your administrator for another, or{' '}
        <Anchor component={Link} to="/sign-in">
          sign in
        </Anchor>
        .
      </Text>
    </PlainPage>
  );
}
