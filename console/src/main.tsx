import '@fontsource-variable/inter';
import '@mantine/core/styles.css';
import './theme.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app';
import { takeLinkToken } from './link-token';

const linkToken = takeLinkToken();

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <App linkToken={linkToken} />
  </StrictMode>,
);
