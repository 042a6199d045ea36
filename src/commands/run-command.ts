import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { loadConfiguration } from '../config/load-configuration.js';
import { runInContext, type Actor } from '../operations/request-context.js';
import { uuidv7 } from '../persistence/uuid.js';
import { TenantsService } from '../tenants/tenants.service.js';
import { CommandModule } from './command.module.js';

/** Whoever may run commands on the server; the journal cannot know who that is. */
const COMMAND_LINE: Actor = { type: 'system', id: null, display: 'Command line' };

/** Runs `work` on the first tenant, with the database open and migrated. */
export async function runCommand(work: (context: INestApplicationContext) => Promise<void>): Promise<void> {
  const { configuration } = loadConfiguration();
  const context = await NestFactory.createApplicationContext(CommandModule.with(configuration), {
    logger: false,
    abortOnError: false,
  });
  try {
    const tenantId = await context.get(TenantsService).first();
    await runInContext({ requestId: uuidv7(), ip: null, actor: COMMAND_LINE, tenantId }, () => work(context));
  } finally {
    await context.close();
  }
}
