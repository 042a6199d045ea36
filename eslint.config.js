import eslint from '@eslint/js';
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

// How modules may depend on one another is the business of .dependency-cruiser.cjs.
export default tseslint.config(
  { ignores: ['dist/', 'data/', 'coverage/', 'bench/out/', '.scratch/', 'console/src/api/schema.ts'] },
  eslint.configs.recommended,
  {
    files: ['**/*.{ts,tsx}'],
    extends: [...tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      // { unwanted, ...rest } leaves something out.
      '@typescript-eslint/no-unused-vars': ['error', { ignoreRestSiblings: true }],
      eqeqeq: ['error', 'always'],
      'no-console': 'error',
      // Modules and their dynamic forms are empty classes to Nest.
      '@typescript-eslint/no-extraneous-class': ['error', { allowWithDecorator: true }],
      // With noUncheckedIndexedAccess the "!" states what the lines before have made sure of.
      '@typescript-eslint/no-non-null-assertion': 'off',
      // Nest's types of options are classes in name alone: one passes plain objects.
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      // Numbers print as one expects.
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      // Handing on a promise-returning function where its promise is nobody's business hides failures;
      // Express' middleware and Nest's handlers await theirs.
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { inheritedMethods: false } }],
      // "() => void work()" says that the value is of no interest.
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      'no-restricted-syntax': [
        'error',
        {
          selector: 'ExportDefaultDeclaration',
          message: 'Export by name: a thing is called the same wherever it is used.',
        },
        {
          selector: "MemberExpression[object.name='process'][property.name='env']",
          message: 'Only src/config reads the environment; ask Configuration.',
        },
      ],
    },
  },
  {
    files: ['src/**/*.ts', 'console/src/**/*.{ts,tsx}'],
    ignores: ['**/*.spec.ts'],
    rules: {
      'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
      'max-lines-per-function': ['error', { max: 60, skipBlankLines: true, skipComments: true }],
    },
  },
  {
    // The kernel is pure: it runs wherever ECMAScript runs.
    files: ['src/scim/**/*.ts'],
    ignores: ['**/*.spec.ts'],
    rules: {
      'no-restricted-globals': [
        'error',
        ...['Buffer', 'process', 'setTimeout', 'setInterval', 'fetch', 'console'].map((name) => ({
          name,
          message: 'The kernel knows no platform.',
        })),
      ],
    },
  },
  {
    files: ['src/config/**/*.ts', 'test/**/*.ts', '**/*.spec.ts', '*.config.ts', 'console/vite.config.ts'],
    rules: {
      'no-restricted-syntax': 'off',
    },
  },
  {
    files: ['test/**/*.ts', '**/*.spec.ts'],
    rules: {
      // What an answer's JSON holds is what the test is about to find out.
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-base-to-string': 'off',
      '@typescript-eslint/unbound-method': 'off',
    },
  },
  {
    files: ['**/*.{js,cjs,mjs}'],
    languageOptions: {
      globals: Object.fromEntries(
        [
          'process',
          'console',
          'module',
          'require',
          'setTimeout',
          'clearTimeout',
          'fetch',
          'setInterval',
          'clearInterval',
          'URL',
          'Buffer',
          'performance',
        ].map((name) => [name, 'readonly']),
      ),
    },
  },
  {
    // What runs in the browser.
    files: ['console/src/**/*.{ts,tsx}'],
    extends: [reactHooks.configs.flat.recommended],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          paths: [
            {
              name: '@mantine/core',
              importNames: ['AppShell', 'Grid', 'SimpleGrid', 'Flex', 'ActionBar'],
              message:
                'It writes style elements, which the Content-Security-Policy refuses: use a CSS module.',
            },
          ],
        },
      ],
      'no-restricted-syntax': [
        'error',
        {
          selector: "JSXAttribute[name.name='dangerouslySetInnerHTML']",
          message: 'Names come from people and identity providers: show them as text.',
        },
      ],
    },
  },
);
