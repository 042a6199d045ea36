import { Anchor, Stack, Text } from '@mantine/core';
import { Link } from 'react-router';
import { PageTitle } from '../layout/page-title';

export function NotFoundPage() {
  return (
    <Stack>
      <PageTitle>There is no such page</PageTitle>
      <Text>
        Go on to{' '}
        <Anchor component={Link} to="/provisioning">
          Provisioning
        </Anchor>
        .
      </Text>
    </Stack>
  );
}
