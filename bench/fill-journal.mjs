/**
 * Writes years of history into the database that the environment names, as the server itself writes it, and seals
 * it. A process of its own: what it needs in memory is not the server's.
 */
import 'reflect-metadata';
import { createApp } from '../dist/app.setup.js';
import { loadConfiguration } from '../dist/config/load-configuration.js';
import { JournalRepository } from '../dist/journal/journal.repository.js';
import { Sealer } from '../dist/journal/sealer.js';
import { UnitOfWork } from '../dist/persistence/unit-of-work.js';
import { uuidv7 } from '../dist/persistence/uuid.js';

const TENANT = 1;
const SLICE = 1_000;
const entries = Number(process.argv[2]);

const app = await createApp(loadConfiguration().configuration);
const get = (type) => app.get(type, { strict: false });
const unit = get(UnitOfWork);
for (let start = 0; start < entries; start += SLICE) {
  const rows = Array.from({ length: Math.min(SLICE, entries - start) }, (_, index) => entry(start + index));
  await unit.write(() => get(JournalRepository).insert(rows));
}
const started = performance.now();
await get(Sealer).seal(TENANT);
process.stdout.write(`Sealed in ${(performance.now() - started) / 1000} s\n`);
await app.close();

function entry(index) {
  const id = uuidv7();
  return {
    id,
    tenantId: TENANT,
    time: Date.now(),
    actor: { type: 'scim', id: null, display: 'Okta' },
    ip: '192.0.2.1',
    requestId: id,
    action: 'user.updated',
    target: { type: 'user', id, display: `user-${index}@example.com` },
    changes: [
      { path: 'title', before: `Engineer ${index}`, after: `Senior Engineer ${index}` },
      { path: 'name.familyName', before: 'Lee', after: `Lee ${index}` },
    ],
    outcome: 'success',
  };
}
