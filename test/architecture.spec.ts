import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { cruise, type ICruiseResult, type IFlattenedRuleSet } from 'dependency-cruiser';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const house = createRequire(import.meta.url)('../.dependency-cruiser.cjs') as IFlattenedRuleSet & {
  options: Record<string, unknown>;
};

/** For each rule an import that breaks it: the file that imports, and what it imports. */
const WRONG: Readonly<Record<string, [from: string, to: string]>> = {
  'no-cycles': ['src/audit/circle.ts', './round.js'],
  'kernel-is-pure': ['src/scim/filter/impure.ts', 'node:fs'],
  'kernel-has-one-door': ['src/directory/burglar.ts', '../scim/filter/ast.js'],
  'typeorm-stays-below': ['src/directory/rules.service.ts', 'typeorm'],
  'migrations-stand-alone': ['migrations/0002-leaning.ts', '../src/directory/wiring.service.js'],
  'controllers-go-through-services': ['src/audit/audit.controller.ts', './audit.repository.js'],
  'scim-modules-are-strangers': ['src/scim-api/users/nosy.ts', '../groups/groups.js'],
  'protocol-knows-no-endpoint': ['src/scim-api/protocol/nosy.ts', '../groups/groups.js'],
  'nobody-leans-on-the-scim-api': ['src/audit/surface.ts', '../scim-api/groups/groups.js'],
  'nobody-leans-on-the-entry-points': ['src/audit/upwards.ts', '../app.module.js'],
  'foundations-know-no-feature': ['src/operations/curious.ts', '../directory/wiring.service.js'],
  'console-is-a-client': ['console/src/thief.ts', '../../src/audit/round.js'],
  'no-drawers': ['src/audit/tidy.ts', './utils/strings.js'],
  'declared-packages-only': ['src/audit/careless.ts', 'fast-check'],
  resolvable: ['src/audit/lost.ts', './nowhere.js'],
};

/** What the wrong files import, where it is not wrong itself. */
const RIGHT: Readonly<Record<string, string>> = {
  'src/audit/round.ts': "import './circle.js';",
  'src/scim/filter/ast.ts': 'export {};',
  'src/audit/audit.repository.ts': 'export {};',
  'src/directory/wiring.service.ts': 'export {};',
  'src/scim-api/groups/groups.ts': 'export {};',
  'src/app.module.ts': 'export {};',
  'src/audit/utils/strings.ts': 'export {};',
};

let folder: string;
let broken: Set<string>;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'rollcall-house-'));
  const files = {
    ...RIGHT,
    ...Object.fromEntries(Object.values(WRONG).map(([from, to]) => [from, `import '${to}';`])),
  };
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  writeFileSync(join(folder, 'src/lonely.ts'), 'export {};');
  for (const name of ['package.json', 'tsconfig.json', 'node_modules'])
    symlinkSync(resolve(name), join(folder, name));
  const { tsConfig, ...options } = house.options;
  const { output } = await cruise(['src', 'migrations', 'console'], {
    ...options,
    baseDir: folder,
    validate: true,
    ruleSet: house,
  });
  const { violations } = (output as ICruiseResult).summary;
  broken = new Set(violations.map(({ rule, from }) => `${rule.name}: ${from}`));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe('the rules of the house', () => {
  it.each(Object.entries(WRONG))('%s is noticed', (rule, [from]) => {
    expect(broken).toContain(`${rule}: ${from}`);
  });

  it('no-orphans is noticed', () => {
    expect(broken).toContain('no-orphans: src/lonely.ts');
  });

  it('each has an example here and says why it is there', () => {
    const names = house.forbidden?.map(({ name }) => name);
    expect([...Object.keys(WRONG), 'no-orphans'].sort()).toEqual(names?.sort());
    for (const { comment } of house.forbidden ?? []) expect(comment?.length).toBeGreaterThan(30);
  });
});
