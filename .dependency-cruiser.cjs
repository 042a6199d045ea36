/** How the house hangs together (ARCHITECTURE.md). Each rule says why it is there. */
const SPEC = '\\.spec\\.ts$';
/** What stands on the foundations: folders of src. */
const FEATURES = [
  'admin-api',
  'audit',
  'console',
  'conversion',
  'directory',
  'disconnection',
  'events',
  'identity',
  'imports',
  'jobs',
  'journal',
  'mail-administration',
  'mappings',
  'matching-preview',
  'metrics',
  'notifications',
  'organizations',
  'provisioning',
  'provisioning-log',
  'readiness',
  'schema-extensions',
  'scim-api',
  'setup',
  'tenant-administration',
  'tenants',
  'tokens',
  'webhooks',
];

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      comment:
        'What depends on one another in a circle can only be understood, tested and changed as a whole.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'kernel-is-pure',
      comment:
        'The SCIM kernel is data and pure functions: no framework, no database, not even Node, so that it can be read beside the RFC.',
      severity: 'error',
      from: { path: '^src/scim/', pathNot: SPEC },
      to: { pathNot: '^src/scim/' },
    },
    {
      name: 'kernel-has-one-door',
      comment:
        'Whoever uses the kernel imports src/scim/index.ts: its inside can change without anybody noticing.',
      severity: 'error',
      from: { path: '^(src|migrations)/', pathNot: ['^src/scim/', SPEC] },
      to: { path: '^src/scim/', pathNot: '^src/scim/index\\.ts$' },
    },
    {
      name: 'typeorm-stays-below',
      comment:
        'Persistence is a detail behind repositories: nobody else may know which library talks to the database.',
      severity: 'error',
      from: {
        path: '^src/',
        pathNot: ['\\.(entity|repository)\\.ts$', '^src/persistence/', SPEC],
      },
      to: { path: 'node_modules/(typeorm|better-sqlite3|mysql2)/' },
    },
    {
      name: 'migrations-stand-alone',
      comment:
        'A migration that was released must do the same in ten years: it may not lean on code that moves on.',
      severity: 'error',
      from: { path: '^migrations/' },
      to: { path: '^src/' },
    },
    {
      name: 'controllers-go-through-services',
      comment:
        'A controller speaks HTTP. Rules live in services; a controller that reads tables goes around them.',
      severity: 'error',
      from: { path: '\\.controller\\.ts$' },
      to: { path: '\\.(repository|entity)\\.ts$' },
    },
    {
      name: 'scim-modules-are-strangers',
      comment:
        'Users, groups, discovery and the others share protocol/ and the directory, never one another: each can be taken out.',
      severity: 'error',
      from: { path: '^src/scim-api/([^/]+)/', pathNot: '^src/scim-api/protocol/' },
      to: { path: '^src/scim-api/', pathNot: ['^src/scim-api/$1/', '^src/scim-api/protocol/'] },
    },
    {
      name: 'protocol-knows-no-endpoint',
      comment: 'What all SCIM endpoints share does not know any of them.',
      severity: 'error',
      from: { path: '^src/scim-api/protocol/' },
      to: { path: '^src/scim-api/', pathNot: '^src/scim-api/protocol/' },
    },
    {
      name: 'nobody-leans-on-the-scim-api',
      comment:
        'The SCIM API is a surface. What others want of it belongs into the directory; only the composition root sees it.',
      severity: 'error',
      from: { path: '^src/', pathNot: ['^src/scim-api/', '^src/app\\.', SPEC] },
      to: { path: '^src/scim-api/' },
    },
    {
      name: 'nobody-leans-on-the-entry-points',
      comment:
        'main.ts, cli.ts and the composition root put things together; what is put together does not know them.',
      severity: 'error',
      from: { path: '^src/', pathNot: ['^src/(main|cli|app\\.[^/]+)\\.ts$', '^src/commands/', SPEC] },
      to: { path: '^src/(main|cli|app\\.[^/]+)\\.ts$' },
    },
    {
      name: 'foundations-know-no-feature',
      comment:
        'Configuration, HTTP, operations and persistence carry all features and depend on none; entities.ts lists the tables.',
      severity: 'error',
      from: {
        path: '^src/(config|credentials|http|mail|operations|outbound|persistence)/',
        pathNot: ['^src/persistence/entities\\.ts$', SPEC],
      },
      to: {
        path: `^src/(${FEATURES.join('|')})/`,
        pathNot: '\\.entity\\.ts$',
      },
    },
    {
      name: 'console-is-a-client',
      comment:
        'The console knows of the server what its API says, like any other client; the server knows of the console the files that were built.',
      severity: 'error',
      from: { path: '^(console|src)/' },
      to: { path: '^(console|src|migrations)/', pathNot: ['^$1/', '^migrations/index\\.ts$'] },
    },
    {
      name: 'no-drawers',
      comment:
        'A folder named utils, helpers, common or shared says nothing of what is in it: put code where its subject is.',
      severity: 'error',
      from: {},
      to: { path: '(^|/)(utils?|helpers?|common|shared)(/|\\.ts$)', pathNot: 'node_modules' },
    },
    {
      name: 'declared-packages-only',
      comment:
        'What runs in production is named in package.json, not found by chance because another package needs it.',
      severity: 'error',
      from: { path: '^(src|migrations)/', pathNot: SPEC },
      to: {
        dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown', 'undetermined'],
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'resolvable',
      comment: 'An import that leads nowhere is a mistake.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'no-orphans',
      comment: 'A file that nobody imports is dead, or an entry point that should be named here.',
      severity: 'error',
      from: {
        orphan: true,
        pathNot: [
          '^src/(main|cli)\\.ts$',
          '^src/config/generate-docs\\.ts$',
          '^console/(src/main\\.tsx|vite\\.config\\.ts)$',
          SPEC,
          '\\.d\\.ts$',
        ],
      },
      to: {},
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^dist/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.js', '.json'],
    },
    builtInModules: { add: [] },
  },
};
