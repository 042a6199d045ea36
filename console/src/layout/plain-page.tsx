import { Paper, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { Brand } from './brand';
import { PageTitle } from './page-title';
import classes from './plain-page.module.css';

interface PlainPageProps {
  readonly title: string;
  /** One sentence: what this page is for. */
  readonly lead?: string;
  readonly children: ReactNode;
}

/** A page for somebody who is not signed in: one thing to do, in the middle. */
export function PlainPage({ title, lead, children }: PlainPageProps) {
  return (
    <main className={classes.page}>
      <Stack gap="lg" className={classes.column}>
        <Brand />
        <Paper withBorder shadow="xs" radius="lg" className={classes.card}>
          <Stack gap="lg">
            <Stack gap={6}>
              <PageTitle>{title}</PageTitle>
              {lead !== undefined && <Text c="dimmed">{lead}</Text>}
            </Stack>
            {children}
          </Stack>
        </Paper>
      </Stack>
    </main>
  );
}
