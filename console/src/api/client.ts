import createFetchClient from 'openapi-fetch';
import createClient from 'openapi-react-query';
import type { components, paths } from './schema';

export type Schema<Name extends keyof components['schemas']> = components['schemas'][Name];

/** Rollcall's admin API, typed by its own description (`npm run generate`). What it refuses is thrown as a `Problem`. */
export const api = createClient(createFetchClient<paths>({ baseUrl: window.location.origin }));
