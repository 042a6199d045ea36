import { useQueryClient } from '@tanstack/react-query';
import { api, type Schema } from '../../api/client';
import { useSession } from '../../session/session';

/** Milliseconds between two looks at a connection that waits for its first call. */
const LOOK_AGAIN = 5_000;

export function useConnection() {
  return api.useQuery(
    'get',
    '/api/v1/scim/connection',
    {},
    { refetchInterval: ({ state }) => (state.data?.status === 'waiting' ? LOOK_AGAIN : false) },
  );
}

/** The secret, without itself; asked for only where there is one. */
export function useScimSecret({ status }: Schema<'ConnectionDto'>) {
  const { data, error } = api.useQuery(
    'get',
    '/api/v1/scim/secret',
    {},
    { enabled: status !== 'not_set_up', refetchInterval: status === 'waiting' ? LOOK_AGAIN : false },
  );
  return { secret: status === 'not_set_up' ? undefined : data, error };
}

export function useScimAdministrators() {
  return api.useQuery('get', '/api/v1/scim/administrators').data?.items ?? [];
}

/** How a person is called: one of those who may be SCIM administrator, or anybody whom the viewer may look up. */
export function useNameOf(id: string | null | undefined): string | undefined {
  const { may } = useSession();
  const administrators = api.useQuery('get', '/api/v1/scim/administrators');
  const known = administrators.data?.items.find((person) => person.id === id)?.displayName;
  const isElsewhere = typeof id === 'string' && administrators.isSuccess && known === undefined;
  const person = api.useQuery(
    'get',
    '/api/v1/users/{id}',
    { params: { path: { id: id ?? '' } } },
    { enabled: isElsewhere && may('users:read') },
  );
  if (!isElsewhere) return known;
  return person.data?.displayName ?? person.data?.userName ?? 'somebody who is gone';
}

/** Reads all of the page's data again, after a change. */
export function useReload(): () => Promise<void> {
  const client = useQueryClient();
  return async () => {
    await client.invalidateQueries({
      predicate: ({ queryKey }) => String(queryKey[1]).startsWith('/api/v1/scim/'),
    });
  };
}
