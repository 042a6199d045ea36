import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { useState } from 'react';
import { BrowserRouter, Navigate, Route, Routes } from 'react-router';
import { createQueryClient } from './api/query-client';
import { Shell } from './layout/shell';
import { NotFoundPage } from './pages/not-found-page';
import { InvitationPage } from './pages/invitation/invitation-page';
import { PasswordLinkPage } from './pages/password-link/password-link-page';
import { ProvisioningPage } from './pages/provisioning/provisioning-page';
import { RecoveryPage } from './pages/recovery/recovery-page';
import { SetUpPage } from './pages/set-up/set-up-page';
import { SignInPage } from './pages/sign-in/sign-in-page';
import { SsoTestedPage } from './pages/sign-in/sso-tested-page';
import { theme } from './theme';

/**
 * The console. Its addresses are also listed in the server (`src/console/console.controller.ts`).
 * @param linkToken of the one-time link with which it was opened
 */
export function App({ linkToken }: { readonly linkToken: string | undefined }) {
  const [queryClient] = useState(createQueryClient);
  return (
    // Mantine would write its variables and classes into style elements, which the Content-Security-Policy refuses;
    // theme.css and Mantine's own style sheet have them.
    <MantineProvider
      theme={theme}
      defaultColorScheme="auto"
      withCssVariables={false}
      withGlobalClasses={false}
    >
      <QueryClientProvider client={queryClient}>
        <BrowserRouter>
          <Routes>
            <Route path="/setup" element={<SetUpPage token={linkToken} />} />
            <Route path="/reset-password" element={<PasswordLinkPage token={linkToken} />} />
            <Route path="/invitation" element={<InvitationPage token={linkToken} />} />
            <Route path="/recover" element={<RecoveryPage token={linkToken} />} />
            <Route path="/sign-in" element={<SignInPage />} />
            <Route path="/sso-tested" element={<SsoTestedPage />} />
            <Route element={<Shell />}>
              <Route index element={<Navigate to="/provisioning" replace />} />
              <Route path="/provisioning" element={<ProvisioningPage />} />
              <Route path="*" element={<NotFoundPage />} />
            </Route>
          </Routes>
        </BrowserRouter>
      </QueryClientProvider>
    </MantineProvider>
  );
}
