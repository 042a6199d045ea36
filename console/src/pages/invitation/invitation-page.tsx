import { Anchor, Text } from '@mantine/core';
import { Link } from 'react-router';
import { api, type Schema } from '../../api/client';
import { isProblem } from '../../api/problem';
import { AddressNotice } from '../../elements/address-notice';
import { PasswordForm } from '../../elements/password-form';
import { PlainPage } from '../../layout/plain-page';

/** Where the link of an invitation leads: sets a password, and goes on to the application. */
export function InvitationPage({ token }: { readonly token: string | undefined }) {
  const { mutate, error, isPending, data } = api.useMutation('post', '/api/v1/session/invitation', {
    onSuccess: ({ applicationUrl }) => window.location.assign(applicationUrl ?? '/'),
  });
  if (data) return <Accepted {...data} />;
  if (token === undefined || (isProblem(error) && error.status === 403)) return <NotInForce />;
  return (
    <PlainPage title="Welcome" lead="You are invited. Set a password, and you are in.">
      <AddressNotice token={token} />
      <PasswordForm
        label="Set password and go on"
        error={error}
        isPending={isPending}
        onSubmit={(password) => mutate({ body: { token, password } })}
      />
    </PlainPage>
  );
}

/** For as long as the browser takes to go on, or where it does not. */
function Accepted({ productName, applicationUrl }: Schema<'AcceptedInvitationDto'>) {
  return (
    <PlainPage title="Your password is set">
      <Text>
        Go on to <Anchor href={applicationUrl ?? '/'}>{productName}</Anchor>.
      </Text>
    </PlainPage>
  );
}

/** Says nothing of whom the link was for, or what has become of them. */
function NotInForce() {
  return (
    <PlainPage title="This link is not in force">
      <Text>
        The link of an invitation works once, for 7 days, and only the newest one works. Ask whoever has
        invited you for another, or{' '}
        <Anchor component={Link} to="/sign-in">
          sign in
        </Anchor>
        .
      </Text>
    </PlainPage>
  );
}
