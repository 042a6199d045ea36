import { Text } from '@mantine/core';
import { PlainPage } from '../../layout/plain-page';

/** Where a test sign-in ends that an administrator started before they enforce single sign-on. */
export function SsoTestedPage() {
  return (
    <PlainPage title="The test sign-in worked">
      <Text>
        Your identity provider let you in, and Rollcall knows you. Single sign-on can now be enforced.
      </Text>
      <Text c="dimmed">You may close this page.</Text>
    </PlainPage>
  );
}
