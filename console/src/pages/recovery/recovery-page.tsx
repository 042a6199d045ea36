import { Button, Code, Text } from '@mantine/core';
import { api } from '../../api/client';
import { isProblem } from '../../api/problem';
import { AddressNotice } from '../../elements/address-notice';
import { ProblemAlert } from '../../elements/problem-alert';
import { PlainPage } from '../../layout/plain-page';
import { useEnter } from '../../session/use-enter';
import { useState } from 'react';

/** Where the link leads that `rollcall admin recover` prints: lets a locked-out administrator in, once. */
export function RecoveryPage({ token }: { readonly token: string | undefined }) {
  const [failure, setFailure] = useState<unknown>();
  const enter = useEnter();
  const { mutateAsync, isPending } = api.useMutation('post', '/api/v1/session/recovery');
  if (token === undefined || (isProblem(failure) && failure.status === 403)) return <NotInForce />;
  const signIn = async (): Promise<void> => {
    try {
      await mutateAsync({ body: { token } });
      await enter('/provisioning');
    } catch (error) {
      setFailure(error);
    }
  };
  return (
    // A click, so that nothing which only looks at links uses this one up.
    <PlainPage title="Sign in by recovery link" lead="This link lets one administrator in, once.">
      <AddressNotice token={token} />
      <ProblemAlert error={failure} />
      <Button size="md" loading={isPending} onClick={() => void signIn()}>
        Sign in
      </Button>
    </PlainPage>
  );
}

function NotInForce() {
  return (
    <PlainPage title="This link is not in force">
      <Text>
        A recovery link works once and not for long. On the host,{' '}
        <Code>npm run rollcall -- admin recover</Code> prints another.
      </Text>
    </PlainPage>
  );
}
