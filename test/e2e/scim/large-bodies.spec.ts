import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { engines } from '../../support/engines.js';
import { connect, CORE_GROUP, SCIM_JSON, type ScimClient } from '../../support/scim-client.js';
import { startTestApp, type TestApp } from '../../support/test-app.js';

const MEBIBYTE = 1_048_576;

describe.each(engines().slice(0, 1))('Bodies of megabytes', (engine) => {
  let app: TestApp;
  let scim: ScimClient;

  beforeAll(async () => {
    app = await startTestApp({ engine });
    ({ scim } = await connect(app));
  });
  afterAll(() => app.close());

  /** Of a client that announces as much as there is room for, sends some of it, and goes no further. */
  function stall(): { end: () => void } {
    const headers = {
      Authorization: `Bearer ${scim.secret}`,
      'Content-Type': SCIM_JSON,
      'Content-Length': 16 * MEBIBYTE,
    };
    const stalled = request(`${app.url}/scim/v2/Groups`, { method: 'POST', headers });
    stalled.on('error', () => undefined);
    stalled.write(Buffer.alloc(2 * MEBIBYTE, ' '));
    return { end: () => stalled.destroy() };
  }
  const group = (displayName: string, size: number) =>
    scim.post('/Groups', `{"schemas":["${CORE_GROUP}"],"displayName":"${displayName}"${' '.repeat(size)}}`);

  it('wait for room, and whatever is small does not', async () => {
    const stalled = stall();
    await expect
      .poll(async () => {
        const large = group('large', 2 * MEBIBYTE).then(({ status }) => status);
        const small = await group(`small ${Math.random()}`, 0);
        expect(small.status).toBe(201);
        const first = await Promise.race([
          large,
          new Promise((resolve) => setTimeout(resolve, 200, 'waits')),
        ]);
        if (first === 'waits') stalled.end();
        expect(await large).toBeOneOf([201, 409]);
        return first;
      })
      .toBe('waits');
    expect((await scim.filter('Groups', 'displayName eq "large"')).body.totalResults).toBe(1);
  });
});
