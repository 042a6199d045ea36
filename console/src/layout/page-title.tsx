import { Title } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import { useEffect, useRef } from 'react';
import classes from './page-title.module.css';

/** A page's one heading. It takes the focus, so that screen readers say that there is another page. */
export function PageTitle({ children }: { readonly children: string }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useDocumentTitle(`${children} · Rollcall`);
  useEffect(() => {
    // A field that asked for the focus itself keeps it.
    if (document.activeElement === document.body) heading.current?.focus();
  }, [children]);
  return (
    <Title order={1} size="h2" tabIndex={-1} ref={heading} className={classes.title}>
      {children}
    </Title>
  );
}
