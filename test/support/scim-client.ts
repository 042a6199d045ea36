import { setUp, type AdminClient } from './admin-client.js';
import type { TestApp } from './test-app.js';

export const SCIM_JSON = 'application/scim+json';
export const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';
export const CORE_USER = 'urn:ietf:params:scim:schemas:core:2.0:User';
export const CORE_GROUP = 'urn:ietf:params:scim:schemas:core:2.0:Group';
export const PATCH_OP = 'urn:ietf:params:scim:api:messages:2.0:PatchOp';

export interface Member {
  readonly value: string;
  readonly type: string;
  readonly display: string;
  readonly $ref: string;
}

/** The fields that tests look at, of whichever answer. */
export interface ScimBody {
  readonly [field: string]: unknown;
  readonly id: string;
  readonly schemas: readonly string[];
  readonly userName: string;
  readonly displayName: string;
  readonly active: boolean;
  readonly emails: readonly { readonly value: string; readonly type?: string; readonly primary?: boolean }[];
  readonly members: readonly Member[];
  readonly groups?: readonly Member[];
  readonly meta: {
    readonly resourceType: string;
    readonly created: string;
    readonly lastModified: string;
    readonly location: string;
    readonly version: string;
  };
  readonly detail: string;
  readonly scimType?: string;
  readonly totalResults: number;
  readonly itemsPerPage: number;
  readonly startIndex?: number;
  readonly nextCursor?: string;
  readonly Resources: readonly ScimBody[];
}

export interface ScimResponse {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The parsed body, empty without one; tests know its shape. */
  readonly body: ScimBody;
}

/** Calls the SCIM API as an IdP does. */
export class ScimClient {
  constructor(
    private readonly app: TestApp,
    readonly secret: string,
    private readonly base = '/scim/v2',
  ) {}

  async send(
    method: string,
    path: string,
    body?: unknown,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<ScimResponse> {
    const response = await this.app.fetch(this.base + path, {
      method,
      headers: {
        Authorization: `Bearer ${this.secret}`,
        ...(body !== undefined && { 'Content-Type': SCIM_JSON }),
        ...headers,
      },
      body: body === undefined ? undefined : typeof body === 'string' ? body : JSON.stringify(body),
    });
    const text = await response.text();
    return {
      status: response.status,
      headers: response.headers,
      text,
      body: JSON.parse(text === '' ? '{}' : text) as ScimBody,
    };
  }

  get(path: string, headers?: Record<string, string>): Promise<ScimResponse> {
    return this.send('GET', path, undefined, headers);
  }
  post(path: string, body: unknown, headers?: Record<string, string>): Promise<ScimResponse> {
    return this.send('POST', path, body, headers);
  }
  put(path: string, body: unknown, headers?: Record<string, string>): Promise<ScimResponse> {
    return this.send('PUT', path, body, headers);
  }
  delete(path: string, headers?: Record<string, string>): Promise<ScimResponse> {
    return this.send('DELETE', path, undefined, headers);
  }
  patch(path: string, ...operations: readonly object[]): Promise<ScimResponse> {
    return this.send('PATCH', path, { schemas: [PATCH_OP], Operations: operations });
  }

  filter(type: 'Users' | 'Groups', filter: string, rest = ''): Promise<ScimResponse> {
    return this.get(`/${type}?filter=${encodeURIComponent(filter)}${rest}`);
  }

  /** Creates a user of whom only the name is said, or what else a test needs. */
  async createUser(userName: string, rest: object = {}): Promise<ScimBody> {
    const answer = await this.post('/Users', { schemas: [CORE_USER], userName, ...rest });
    if (answer.status !== 201)
      throw new Error(`Creating ${userName} answers ${answer.status}: ${answer.text}`);
    return answer.body;
  }

  async createGroup(displayName: string, memberIds: readonly string[] = []): Promise<ScimBody> {
    const members = memberIds.map((value) => ({ value }));
    const answer = await this.post('/Groups', { schemas: [CORE_GROUP], displayName, members });
    if (answer.status !== 201)
      throw new Error(`Creating ${displayName} answers ${answer.status}: ${answer.text}`);
    return answer.body;
  }

  /** The ids of a group's members as GET answers them. */
  async membersOf(groupId: string): Promise<string[]> {
    const { body } = await this.get(`/Groups/${groupId}`);
    return body.members.map(({ value }) => value);
  }
}

/** The administrator, and the IdP with the secret that she has issued. */
export async function connect(app: TestApp): Promise<{ admin: AdminClient; scim: ScimClient }> {
  const admin = await setUp(app);
  const { body } = await admin.post('scim/secret');
  return { admin, scim: new ScimClient(app, body.secret) };
}
