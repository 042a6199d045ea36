import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Configuration } from './configuration.js';
import { ConfigurationError, loadConfiguration, type Environment, type Fault } from './load-configuration.js';
import { configurationPage, environmentExample } from './reference.js';
import { SecretKey } from './secret-key.js';
import { variablesOf } from './variable.js';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'rollcall-config-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

function faultsOf(environment: Environment): readonly Fault[] {
  try {
    loadConfiguration(environment);
    return [];
  } catch (error) {
    if (error instanceof ConfigurationError) return error.faults;
    throw error;
  }
}

describe('configuration', () => {
  it('needs nothing to be set', () => {
    const { configuration, warnings } = loadConfiguration({});
    expect(configuration).toMatchObject({
      port: 3000,
      host: '127.0.0.1',
      publicUrl: 'http://localhost:3000',
      databaseUrl: 'sqlite:data/rollcall.sqlite',
      trustProxy: false,
      logLevel: 'info',
      maxBodyBytes: 1_048_576,
      maxGroupBodyBytes: 16_777_216,
      metricsPublic: false,
      docsPublic: true,
    });
    expect(warnings).toEqual([]);
  });

  it.each<[string, string]>([
    ['PORT', 'http'],
    ['PORT', '65536'],
    ['PORT', '-1'],
    ['PUBLIC_URL', 'rollcall.example.com'],
    ['PUBLIC_URL', 'ftp://example.com'],
    ['PUBLIC_URL', 'https://user:pass@example.com'],
    ['PUBLIC_URL', 'https://example.com/?a=1'],
    ['DATABASE_URL', 'postgres://localhost/db'],
    ['DATABASE_URL', 'mysql://localhost'],
    ['DATABASE_URL', 'sqlite::memory:'],
    ['SECRET_KEY', 'x'.repeat(31)],
    ['LOG_LEVEL', 'loud'],
    ['LOG_FORMAT', 'xml'],
    ['MAX_BODY_BYTES', '1M'],
    ['METRICS_PUBLIC', 'perhaps'],
    ['ADMIN_EMAIL', 'ada'],
  ])('refuses %s=%s by name and rule, without the value', (variable, value) => {
    const other = variable === 'ADMIN_EMAIL' ? { ADMIN_PASSWORD: 'long enough to pass' } : {};
    const faults = faultsOf({ [variable]: value, ...other });
    expect(faults.map((fault) => fault.variable)).toEqual([variable]);
    expect(faults[0]!.rule).not.toContain(value);
    expect(faults[0]!.rule).toMatch(/^must /);
  });

  it('names all faults at once', () => {
    const faults = faultsOf({ PORT: 'x', LOG_LEVEL: 'x', SECRET_KEY: 'x', ADMIN_PASSWORD: 'short' });
    expect(faults.map(({ variable }) => variable).sort()).toEqual(
      ['ADMIN_EMAIL', 'ADMIN_PASSWORD', 'LOG_LEVEL', 'PORT', 'SECRET_KEY'].sort(),
    );
  });

  it('reads secrets from files, and refuses both ways at once and a file that is not there', () => {
    const file = join(folder, 'key');
    writeFileSync(file, `${'k'.repeat(40)}\n`);
    expect(loadConfiguration({ SECRET_KEY_FILE: file }).configuration.secretKey).toBe('k'.repeat(40));
    expect(faultsOf({ SECRET_KEY_FILE: file, SECRET_KEY: 'k'.repeat(40) })).toMatchObject([
      { variable: 'SECRET_KEY' },
    ]);
    expect(faultsOf({ SECRET_KEY_FILE: join(folder, 'none') })).toMatchObject([
      { variable: 'SECRET_KEY_FILE' },
    ]);
  });

  it('takes what is set but empty as not set, and leaves out the slash after the public address', () => {
    expect(loadConfiguration({ PORT: '', HOST: '' }).configuration).toMatchObject({
      port: 3000,
      host: '127.0.0.1',
    });
    expect(loadConfiguration({ PUBLIC_URL: 'https://a.example/x/' }).configuration.publicUrl).toBe(
      'https://a.example/x',
    );
  });

  it.each<[string, boolean | number | string]>([
    ['true', true],
    ['false', false],
    ['2', 2],
    ['1', 1],
    ['0', 0],
    ['loopback, 10.0.0.0/8', 'loopback, 10.0.0.0/8'],
  ])('reads TRUST_PROXY=%s as Express does', (text, value) => {
    expect(loadConfiguration({ TRUST_PROXY: text }).configuration.trustProxy).toBe(value);
  });

  it('warns of what looks like a slip, and of plain http', () => {
    expect(loadConfiguration({ DATABSE_URL: 'x' }).warnings).toEqual([
      'DATABSE_URL is not a variable of Rollcall; is DATABASE_URL meant?',
    ]);
    expect(loadConfiguration({ PUBLIC_URL: 'http://rollcall.example.com' }).warnings).toHaveLength(1);
    for (const fine of ['https://a.example', 'http://localhost:3000', 'http://127.0.0.1']) {
      expect(loadConfiguration({ PUBLIC_URL: fine }).warnings).toEqual([]);
    }
  });

  it('makes a key once, for its owner alone, from which others are derived', () => {
    const { configuration } = loadConfiguration({ DATA_DIR: folder });
    const [one, again] = [new SecretKey(configuration), new SecretKey(configuration)];
    expect(statSync(join(folder, 'secret.key')).mode & 0o777).toBe(0o600);
    expect(one.derive('cursors')).toEqual(again.derive('cursors'));
    expect(one.derive('cursors')).not.toEqual(one.derive('digests'));
    const other = new SecretKey(
      loadConfiguration({ SECRET_KEY: 'another key of thirty-two letters' }).configuration,
    );
    expect(other.fingerprint()).not.toBe(one.fingerprint());
    writeFileSync(join(folder, 'secret.key'), 'short');
    expect(() => new SecretKey(configuration)).toThrow('holds no key');
  });
});

describe('what is generated from the configuration', () => {
  const variables = variablesOf(Configuration.prototype);

  it('is current (npm run generate)', () => {
    expect(readFileSync('docs/configuration.md', 'utf8')).toBe(configurationPage(variables));
    expect(readFileSync('.env.example', 'utf8')).toBe(environmentExample(variables));
  });

  it('says of each variable what it means', () => {
    for (const { name, description } of variables) expect(description, name).toMatch(/\.$/);
  });
});
