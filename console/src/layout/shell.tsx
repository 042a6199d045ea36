import { Alert, Button, Center, Loader, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { Navigate, Outlet, useLocation, useNavigate } from 'react-router';
import { api } from '../api/client';
import { isProblem, messageOf } from '../api/problem';
import { WarningIcon } from '../icons';
import { SessionContext, toSession, useSession } from '../session/session';
import { Brand } from './brand';
import { Navigation } from './navigation';
import classes from './shell.module.css';

/** What surrounds the pages of somebody who is signed in; others are asked to sign in first. */
export function Shell() {
  const { data, error, refetch } = api.useQuery('get', '/api/v1/session');
  const { pathname } = useLocation();
  if (isProblem(error) && error.status === 401) {
    return <Navigate to="/sign-in" state={{ from: pathname }} replace />;
  }
  if (data) {
    return (
      <SessionContext value={toSession(data)}>
        <SignedInPage />
      </SessionContext>
    );
  }
  return (
    <Center mih="60vh" p="md">
      {error === null ? (
        <Loader aria-label="Loading" />
      ) : (
        <Alert color="red" icon={<WarningIcon />} title="This did not work">
          <p>{messageOf(error)}</p>
          <Button variant="default" onClick={() => void refetch()}>
            Try again
          </Button>
        </Alert>
      )}
    </Center>
  );
}

function SignedInPage() {
  const { user, tenant } = useSession();
  return (
    <>
      <a href="#content" className={classes.skip}>
        Skip to the content
      </a>
      <header className={classes.header}>
        <Brand />
        <Text size="sm" c="dimmed" className={classes.tenant} title={`Tenant ${tenant}`}>
          <span className={classes.hidden}>Tenant: </span>
          {tenant}
        </Text>
        <Text size="sm" className={classes.user} title={user.userName}>
          <span className={classes.hidden}>Signed in as </span>
          {user.displayName}
        </Text>
        <SignOutButton />
      </header>
      <div className={classes.body}>
        <div className={classes.side}>
          <Navigation />
        </div>
        <main id="content" tabIndex={-1} className={classes.content}>
          <Outlet />
        </main>
      </div>
    </>
  );
}

function SignOutButton() {
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const { mutate, isPending } = api.useMutation('delete', '/api/v1/session', {
    // Also when the session had ended already.
    onSettled: async () => {
      await navigate('/sign-in', { state: { notice: 'You have signed out.' } });
      queryClient.clear();
    },
  });
  return (
    <Button variant="default" size="xs" loading={isPending} onClick={() => mutate({})}>
      Sign out
    </Button>
  );
}
