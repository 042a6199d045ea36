import { Anchor, Text } from '@mantine/core';
import { Link, useNavigate } from 'react-router';
import { api } from '../../api/client';
import { isProblem } from '../../api/problem';
import { PasswordForm } from '../../elements/password-form';
import { PlainPage } from '../../layout/plain-page';

/** Where an administrator's one-time link leads: sets a password. */
export function PasswordLinkPage({ token }: { readonly token: string | undefined }) {
  const navigate = useNavigate();
  const { mutate, error, isPending } = api.useMutation('post', '/api/v1/session/password-reset', {
    onSuccess: () =>
      navigate('/sign-in', { state: { notice: 'Your password is set. Sign in with it.' }, replace: true }),
  });
  if (token === undefined || (isProblem(error) && error.status === 403)) return <NotInForce />;
  return (
    <PlainPage title="Set your password" lead="You were given a link that works once.">
      <PasswordForm
        label="Set password"
        error={error}
        isPending={isPending}
        onSubmit={(password) => mutate({ body: { token, password } })}
      />
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
