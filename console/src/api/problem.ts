import type { Schema } from './client';

/** What Rollcall answers when it does not do what was asked, RFC 9457. */
export type Problem = Schema<'ProblemDto'>;

export function isProblem(error: unknown): error is Problem {
  return typeof error === 'object' && error !== null && 'status' in error && 'detail' in error;
}

/** Something that the console itself has to say. */
export class ConsoleError extends Error {}

/** What is wrong with which field of the input. */
export function fieldProblems(error: unknown): Readonly<Record<string, string>> {
  const problems = isProblem(error) ? (error.errors ?? []) : [];
  return Object.fromEntries(problems.map(({ path, message }) => [path, message]));
}

/** What to show of anything that went wrong. */
export function messageOf(error: unknown): string {
  if (error instanceof TypeError) return 'Rollcall cannot be reached. Check your connection, then try again.';
  if (error instanceof ConsoleError) return error.message;
  if (!isProblem(error)) return 'Rollcall did not answer as expected. Try again in a moment.';
  const fields = Object.entries(fieldProblems(error)).map(([path, message]) => `${path} ${message}`);
  return fields.length === 0 ? error.detail : fields.join('. ');
}
