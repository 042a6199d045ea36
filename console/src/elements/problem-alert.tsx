import { Alert } from '@mantine/core';
import { messageOf } from '../api/problem';
import { WarningIcon } from '../icons';

/** Says what went wrong, to screen readers at once; nothing while nothing has. */
export function ProblemAlert({ error, title }: { readonly error: unknown; readonly title?: string }) {
  if (error === null || error === undefined) return null;
  return (
    <Alert color="red" role="alert" icon={<WarningIcon />} title={title}>
      {messageOf(error)}
    </Alert>
  );
}
