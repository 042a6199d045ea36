import { Alert, Button, Divider, PasswordInput, Stack, Text, TextInput } from '@mantine/core';
import { useState, type SyntheticEvent } from 'react';
import { api, type Schema } from '../../api/client';
import { isProblem, messageOf } from '../../api/problem';
import { WarningIcon } from '../../icons';
import { useEnter } from '../../session/use-enter';

interface SignInFormProps {
  readonly options: Schema<'SignInOptionsDto'>;
  /** The page to go on to. */
  readonly target: string;
}

/** By password, by single sign-on or by either, as the tenant wants it. */
export function SignInForm({ options, target }: SignInFormProps) {
  const [tenant, setTenant] = useState('');
  // Of a tenant that is named nothing is told before: it may have either.
  const isNamed = tenant.trim() !== '';
  const password = options.password || isNamed;
  const singleSignOn = options.singleSignOn || isNamed;
  return (
    <Stack>
      {options.otherTenants && (
        <TextInput
          label="Tenant"
          description="Its name. Leave it empty for the main one."
          autoComplete="organization"
          value={tenant}
          onChange={(event) => setTenant(event.currentTarget.value)}
        />
      )}
      {password && <PasswordForm tenant={isNamed ? tenant.trim() : undefined} target={target} />}
      {password && singleSignOn && <Divider label="or" labelPosition="center" />}
      {singleSignOn && (
        <Button
          component="a"
          href={startAddress(options.publicUrl, target, isNamed ? tenant.trim() : undefined)}
          variant={password ? 'default' : 'filled'}
          size="md"
        >
          Sign in with single sign-on
        </Button>
      )}
      {!password && (
        <Text size="sm" c="dimmed">
          Here, everybody signs in with single sign-on.
        </Text>
      )}
    </Stack>
  );
}

/** At Rollcall's own address, to which the provider sends people back. */
function startAddress(publicUrl: string, target: string, tenant: string | undefined): string {
  const parameters = new URLSearchParams({ returnTo: target, ...(tenant !== undefined && { tenant }) });
  return `${publicUrl}/sso/start?${parameters.toString()}`;
}

interface PasswordFormProps {
  readonly tenant: string | undefined;
  readonly target: string;
}

function PasswordForm({ tenant, target }: PasswordFormProps) {
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [failure, setFailure] = useState<unknown>();
  const enter = useEnter();
  const { mutateAsync, isPending } = api.useMutation('post', '/api/v1/session');
  const submit = async (): Promise<void> => {
    setFailure(undefined);
    try {
      await mutateAsync({ body: { email, password, tenant } });
      await enter(target);
    } catch (error) {
      setFailure(error);
    }
  };
  return (
    <form
      onSubmit={(event: SyntheticEvent) => {
        event.preventDefault();
        void submit();
      }}
    >
      <Stack>
        <TextInput
          label="E-mail or user name"
          autoComplete="username"
          required
          withAsterisk={false}
          autoFocus
          value={email}
          onChange={(event) => setEmail(event.currentTarget.value)}
        />
        <PasswordInput
          label="Password"
          autoComplete="current-password"
          required
          withAsterisk={false}
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        <Failure error={failure} />
        <Button type="submit" size="md" loading={isPending}>
          Sign in
        </Button>
      </Stack>
    </form>
  );
}

function Failure({ error }: { readonly error: unknown }) {
  if (error === undefined) return null;
  const isThrottled = isProblem(error) && error.status === 429;
  return (
    <Alert
      role="alert"
      color={isThrottled ? 'yellow' : 'red'}
      icon={<WarningIcon />}
      title={isThrottled ? 'Too many attempts' : undefined}
    >
      {isThrottled
        ? `${error.detail.replace(/^Too many attempts: (.)/, (_, first: string) => first.toUpperCase())}. Your account is safe: Rollcall slows down whoever guesses.`
        : messageOf(error)}
    </Alert>
  );
}
