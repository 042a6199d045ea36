import type { TestApp } from './test-app.js';

export interface ScimAnswer {
  readonly status: number;
  readonly challenge: string | null;
  readonly detail: string | undefined;
}

/** Asks the SCIM API for no users: whether the door opens is all that the answer tells. */
export async function knock(app: TestApp, authorization?: string): Promise<ScimAnswer> {
  const response = await app.fetch('/scim/v2/Users?count=0', {
    headers: authorization === undefined ? {} : { Authorization: authorization },
  });
  const body = (await response.json()) as { detail?: string };
  return {
    status: response.status,
    challenge: response.headers.get('www-authenticate'),
    detail: body.detail,
  };
}
