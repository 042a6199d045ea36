import { Button, Stack } from '@mantine/core';
import { useState, type SyntheticEvent } from 'react';
import { fieldProblems } from '../api/problem';
import { NewPasswordField } from './new-password-field';
import { ProblemAlert } from './problem-alert';

interface PasswordFormProps {
  /** What the button says. */
  readonly label: string;
  readonly error: unknown;
  readonly isPending: boolean;
  readonly onSubmit: (password: string) => void;
}

/** Sets a password by a one-time link. */
export function PasswordForm({ label, error, isPending, onSubmit }: PasswordFormProps) {
  const [password, setPassword] = useState('');
  const problem = fieldProblems(error)['password'];
  return (
    <form
      onSubmit={(event: SyntheticEvent) => {
        event.preventDefault();
        onSubmit(password);
      }}
    >
      <Stack>
        <NewPasswordField value={password} onChange={setPassword} error={problem} />
        {problem === undefined && <ProblemAlert error={error} />}
        <Button type="submit" size="md" loading={isPending}>
          {label}
        </Button>
      </Stack>
    </form>
  );
}
