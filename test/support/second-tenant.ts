import { hashPassword } from '../../src/identity/password.js';
import { runInContext, SYSTEM } from '../../src/operations/request-context.js';
import { UnitOfWork } from '../../src/persistence/unit-of-work.js';
import { AdministratorService } from '../../src/setup/administrator.service.js';
import { TenantsService } from '../../src/tenants/tenants.service.js';
import { TokenService } from '../../src/tokens/token.service.js';
import { AdminClient, PASSWORD } from './admin-client.js';
import { ScimClient } from './scim-client.js';
import type { TestApp } from './test-app.js';

const ID = 2;

/** Another tenant beside the first one: an administrator of its own, signed in, and an IdP with its own secret. */
export async function secondTenant(app: TestApp): Promise<{ admin: AdminClient; scim: ScimClient }> {
  const get = <T>(type: new (...args: never[]) => T): T => app.nest.get<T>(type, { strict: false });
  const unit = get(UnitOfWork);
  const hash = await hashPassword(PASSWORD);
  const context = { requestId: 'second', ip: null, actor: SYSTEM, tenantId: ID };
  const secret = await runInContext(context, () =>
    unit.write(async () => {
      await get(TenantsService).add('other', null);
      const { id } = await get(AdministratorService).create('ada@example.com', hash);
      return get(TokenService).issue(id, null);
    }),
  );
  const { body } = await new AdminClient(app).post('session', {
    email: 'ada@example.com',
    password: PASSWORD,
    tenant: 'other',
  });
  return { admin: new AdminClient(app, body.token, body.user), scim: new ScimClient(app, secret.secret) };
}
