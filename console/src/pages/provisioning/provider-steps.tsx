import { Code, List, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Schema } from '../../api/client';
import { Section } from '../../elements/section';
import { PROVIDERS } from './words';

type Provider = Schema<'ConnectionDto'>['provider'];

const OKTA: readonly ReactNode[] = [
  <>
    In your application, open <b>General</b> and choose <b>SCIM</b> provisioning.
  </>,
  <>
    Under <b>Provisioning → Integration</b>, enter the tenant URL as <b>SCIM connector base URL</b> and{' '}
    <Code>userName</Code> as unique identifier.
  </>,
  <>
    Choose <b>HTTP Header</b> as authentication mode and paste the secret as the token. Press{' '}
    <b>Test API Credentials</b>, then save.
  </>,
  <>
    Under <b>To App</b>, enable creating, updating and deactivating users. Then push the groups that you want
    here.
  </>,
];

const ENTRA: readonly ReactNode[] = [
  <>
    Under <b>Enterprise applications</b>, create a non-gallery application.
  </>,
  <>
    Open <b>Provisioning</b>, choose <b>Automatic</b>, and enter the tenant URL and the secret as{' '}
    <b>Secret token</b>.
  </>,
  <>
    Press <b>Test connection</b>, then save. The default mappings work.
  </>,
  <>
    Assign users and groups, and set the provisioning status to <b>On</b>. Entra calls about every 40 minutes;{' '}
    <b>Provision on demand</b> does not wait.
  </>,
];

const ANY: readonly ReactNode[] = [
  <>Open the provisioning settings of your application at the provider, and choose SCIM 2.0.</>,
  <>Enter the tenant URL, and the secret as bearer token (also called API token or OAuth bearer token).</>,
  <>Let it test the connection, then assign the users and groups that you want here.</>,
];

const STEPS: Readonly<Partial<Record<Provider, readonly ReactNode[]>>> = { okta: OKTA, entra: ENTRA };

/** What is to be done at the provider. */
export function ProviderSteps({ provider }: { readonly provider: Provider }) {
  const steps = STEPS[provider] ?? ANY;
  const isNamed = provider !== 'other';
  return (
    <Section
      title={isNamed ? `At ${PROVIDERS[provider]}` : 'At your identity provider'}
      lead={isNamed ? undefined : 'Choose your provider above, and these steps become its own.'}
    >
      <List type="ordered" spacing="xs" size="sm">
        {steps.map((step, index) => (
          <List.Item key={index}>{step}</List.Item>
        ))}
      </List>
      {isNamed && (
        <Text size="sm" c="dimmed">
          The whole guide comes with Rollcall: <Code>docs/administrators/{provider}.md</Code>.
        </Text>
      )}
    </Section>
  );
}
