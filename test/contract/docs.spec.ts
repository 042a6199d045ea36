import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Configuration } from '../../src/config/configuration.js';
import { variablesOf } from '../../src/config/variable.js';
import { TOLERANCES } from '../../src/scim/index.js';

const PAGES = [
  ...['README.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md', 'SECURITY.md', 'CHANGELOG.md'],
  ...readdirSync('docs', { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => join('docs', name)),
];
const read = (page: string): string => readFileSync(page, 'utf8');
const matches = (text: string, pattern: RegExp): string[] =>
  [...text.matchAll(pattern)].map(([, found]) => found!);
const anchorsOf = (page: string): string[] =>
  matches(read(page), /^#+ (.+)$/gm).map((title) =>
    title
      .toLowerCase()
      .replace(/[^\w\s-]/g, '')
      .replaceAll(' ', '-'),
  );

describe.each(PAGES)('%s', (page) => {
  it('leads to files and sections that are there', () => {
    for (const link of matches(read(page), /\]\(([^)]+)\)/g).filter(
      (target) => !target.startsWith('https:'),
    )) {
      const [path = '', anchor] = link.split('#');
      const target = path === '' ? page : join(dirname(page), path);
      expect(existsSync(target), link).toBe(true);
      if (anchor !== undefined) expect(anchorsOf(target), link).toContain(anchor);
    }
  });

  it('names commands, folders and settings that are there', () => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
    for (const script of matches(read(page), /npm run (?!--)([\w:]+)/g))
      expect(Object.keys(scripts)).toContain(script);
    for (const path of matches(read(page), /`((?:src|test|migrations|bench|docs)\/[\w./-]+)`/g)) {
      expect(existsSync(path) || path.includes('…'), path).toBe(true);
    }
    const names = variablesOf(Configuration.prototype).map(({ name }) => name);
    const known = new Set([
      ...names,
      ...names.map((name) => `${name}_FILE`),
      'TEST_MYSQL_URL',
      'CI',
      // Node's own.
      'NODE_EXTRA_CA_CERTS',
      'TOKEN',
      'SECRET',
    ]);
    for (const name of matches(read(page), /`([A-Z][A-Z]+_[A-Z_]+)(?:=[^`]*)?`/g))
      expect([...known]).toContain(name);
  });
});

it('docs/integrators/scim.md names every tolerance, and no other', () => {
  const section = read('docs/integrators/scim.md').split('## Tolerances')[1]!;
  expect(matches(section, /^\| `(\w+)`/gm).sort()).toEqual([...TOLERANCES].sort());
});

it('docs/integrators/api.md names every route of the admin API, and no other', () => {
  const named = matches(read('docs/integrators/api.md'), /^\| (.*?) \|/gm).flatMap((cell) => {
    const methods: string[] = [];
    return matches(cell, /`([^`]+)`/g).flatMap((code) => {
      const [method = '', path] = code.split(' ');
      methods.push(method);
      return path === undefined ? [] : methods.splice(0).map((name) => `${name} ${path}`);
    });
  });
  // The API's own description, as the console's client has it.
  const [paths] = read('console/src/api/schema.ts').split('export interface components') as [string];
  const described = paths.split(/^ {2}'?(?=\/)/m).flatMap((text) => {
    const [path] = text.split(/'?:/, 1) as [string];
    return matches(text, /^ {4}(get|put|post|patch|delete): /gm).map(
      (name) => `${name.toUpperCase()} ${path}`,
    );
  });
  expect(described.length).toBeGreaterThan(80);
  expect(named.sort()).toEqual(described.sort());
});
