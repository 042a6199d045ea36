#!/usr/bin/env node
import 'reflect-metadata';
import { Logger } from '@nestjs/common';
import { createApp } from './app.setup.js';
import { settlePort } from './config/free-port.js';
import { loadConfiguration } from './config/load-configuration.js';
import { limitHeapGrowth } from './operations/heap-growth.js';
import { Shutdown } from './operations/shutdown.js';
import { StartBanner } from './operations/start-banner.js';
import { explainStartFailure } from './operations/start-failure.js';

limitHeapGrowth();
try {
  const { configuration, warnings } = loadConfiguration();
  await settlePort(configuration);
  const app = await createApp(configuration);
  for (const warning of warnings) Logger.warn(warning, 'Configuration');
  app.get(Shutdown, { strict: false }).onSignals(app);
  await app.listen(configuration.port, configuration.host);
  process.stdout.write(`${app.get(StartBanner, { strict: false }).toString()}\n`);
} catch (error) {
  process.stderr.write(`${explainStartFailure(error)}\n`);
  process.exit(1);
}
