import { PasswordInput } from '@mantine/core';

/** What the server asks of a password (`src/identity/password.ts`). */
export const MIN_PASSWORD_LENGTH = 12;
const MAX_PASSWORD_LENGTH = 256;

interface NewPasswordFieldProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly error?: string;
}

export function NewPasswordField({ value, onChange, error }: NewPasswordFieldProps) {
  const missing = MIN_PASSWORD_LENGTH - value.length;
  const rule = `At least ${MIN_PASSWORD_LENGTH} characters; a few unrelated words do well.`;
  const progress =
    value === '' || missing <= 0 ? rule : `${missing} more ${missing === 1 ? 'character' : 'characters'}.`;
  return (
    <PasswordInput
      label="Password"
      description={missing <= 0 ? 'Long enough.' : progress}
      autoComplete="new-password"
      required
      withAsterisk={false}
      minLength={MIN_PASSWORD_LENGTH}
      maxLength={MAX_PASSWORD_LENGTH}
      value={value}
      error={error}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
