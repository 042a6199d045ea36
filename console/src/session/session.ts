import { createContext, useContext } from 'react';
import type { Schema } from '../api/client';

type SignedInUser = Schema<'SignedInUserDto'>;
export type Permission = SignedInUser['permissions'][number];

/** Who is signed in, and what they may do. The server decides; the console only spares people what it would refuse. */
export interface Session {
  readonly user: SignedInUser;
  readonly tenant: string;
  readonly may: (permission: Permission) => boolean;
  /** Only two roles issue the secret, whatever permissions others hold. */
  readonly mayIssueSecret: boolean;
}

export function toSession({ user, tenant }: Schema<'CurrentSessionDto'>): Session {
  const may = (permission: Permission): boolean => user.permissions.includes(permission);
  const holdsRole = user.roles.some((role) => role === 'administrator' || role === 'user_manager');
  return { user, tenant, may, mayIssueSecret: holdsRole && may('provisioning:create') };
}

export const SessionContext = createContext<Session | undefined>(undefined);

/** The session of whoever sees the page. */
export function useSession(): Session {
  const session = useContext(SessionContext);
  if (!session) throw new Error('This page is shown to people who are signed in');
  return session;
}
