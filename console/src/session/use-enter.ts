import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from 'react-router';
import { api } from '../api/client';
import { ConsoleError } from '../api/problem';

/** What the console says when a sign-in worked but the browser has dropped its cookie. */
const NOT_KEPT =
  'You were let in, but this browser did not keep the sign-in. That happens where the address above is not ' +
  'Rollcall’s own, or where cookies are blocked.';

/** Goes on into the console with the session that has just begun. @throws ConsoleError when the browser has not kept it */
export function useEnter(): (path: string) => Promise<void> {
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  return async (path) => {
    const options = api.queryOptions('get', '/api/v1/session');
    await queryClient.query({ ...options, staleTime: 0 }).catch((error: unknown) => {
      throw new ConsoleError(NOT_KEPT, { cause: error });
    });
    await navigate(path, { replace: true });
  };
}
