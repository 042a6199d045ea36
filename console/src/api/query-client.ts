import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { isProblem } from './problem';

export const SESSION_KEY = ['get', '/api/v1/session'] as const;

/** Keeps what was read. Somebody whose session has ended is asked to sign in again, wherever they notice. */
export function createQueryClient(): QueryClient {
  // What is refused about the session itself, its own page shows.
  const onError = (error: Error, path: unknown): void => {
    if (isProblem(error) && error.status === 401 && path !== SESSION_KEY[1]) {
      void client.invalidateQueries({ queryKey: SESSION_KEY });
    }
  };
  const client: QueryClient = new QueryClient({
    defaultOptions: {
      queries: { retry: (count, error) => !isProblem(error) && count < 2, staleTime: 5_000 },
    },
    queryCache: new QueryCache({ onError: (error, { queryKey }) => onError(error, queryKey[1]) }),
    mutationCache: new MutationCache({
      onError: (error, _variables, _result, { options }) => onError(error, options.mutationKey?.[1]),
    }),
  });
  return client;
}
