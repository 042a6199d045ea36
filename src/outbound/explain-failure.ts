import { ForbiddenAddressError } from './address-guard.js';

const LONGEST = 300;

/** Why there was no answer, in one line for people: `fetch` hides it in the causes of what it throws. */
export function explainFailure(error: unknown): string {
  const causes = causesOf(error);
  const forbidden = causes.find((cause) => cause instanceof ForbiddenAddressError);
  if (forbidden) return forbidden.message;
  if (causes.some(({ name }) => name === 'TimeoutError')) return 'There was no answer in time';
  const { message, code } = causes.at(-1) as NodeJS.ErrnoException;
  const text = code === undefined || message.includes(code) ? message : `${code}: ${message}`;
  return text.replace(/\p{C}+/gu, ' ').slice(0, LONGEST);
}

function causesOf(error: unknown): Error[] {
  const causes: Error[] = [];
  for (let cause = error; cause instanceof Error && !causes.includes(cause); cause = cause.cause) {
    causes.push(cause);
  }
  return causes.length > 0 ? causes : [new Error(String(error))];
}
