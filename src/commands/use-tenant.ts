import type { INestApplicationContext } from '@nestjs/common';
import { currentContext } from '../operations/request-context.js';
import { TenantsService } from '../tenants/tenants.service.js';
import { CommandError } from './command-error.js';

/** The command goes on in the tenant named, without a name in the first one. @throws CommandError when there is none */
export async function useTenant(context: INestApplicationContext, name: string | undefined): Promise<void> {
  if (name === undefined) return;
  const { id, publicUrl } = await context.get(TenantsService, { strict: false }).choose(name, undefined);
  if (id === 0) throw new CommandError(`There is no tenant named ${name}`);
  Object.assign(currentContext(), { tenantId: id, publicUrl });
}
