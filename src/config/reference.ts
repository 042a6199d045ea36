import type { Variable } from './variable.js';

const INTRODUCTION = `# Configuration

Rollcall reads its settings from the environment, with the file \`.env\` of the working directory beneath it. All
of them are checked at the start: one line for each that is wrong, then exit code 1. A variable that is set but
empty counts as not set.

Secrets can also be given as the path of a file: \`SECRET_KEY_FILE=/run/secrets/key\` in place of \`SECRET_KEY\`.

This page is generated from \`src/config/configuration.ts\`; \`npm run generate\` writes it anew.
`;

/** docs/configuration.md. */
export function configurationPage(variables: readonly Variable[]): string {
  const rows = variables.map(({ name, secret, derived, default: value, description }) => {
    const names = secret ? `\`${name}\`, \`${name}_FILE\`` : `\`${name}\``;
    return `| ${names} | ${value === undefined ? 'none' : derived ? value : `\`${value}\``} | ${description} |`;
  });
  return [INTRODUCTION, '| variable | default | meaning |', '| --- | --- | --- |', ...rows, ''].join('\n');
}

/** .env.example: every variable, commented out. */
export function environmentExample(variables: readonly Variable[]): string {
  const entries = variables.map(({ name, derived, default: value, description }) =>
    [
      ...wrapped(description.replaceAll('`', '')).map((line) => `# ${line}`),
      `#${name}=${derived ? '' : (value ?? '')}`,
    ].join('\n'),
  );
  const head =
    '# Settings of Rollcall (docs/configuration.md). Copy to .env and take out the # before what you set.';
  return [head, ...entries, ''].join('\n\n').replace(/\n\n$/, '\n');
}

/** Lines of at most a hundred characters. */
function wrapped(text: string): string[] {
  return text.match(/.{1,98}(?:\s|$)/g)?.map((line) => line.trim()) ?? [];
}
