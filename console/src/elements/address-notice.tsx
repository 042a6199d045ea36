import { Alert, Anchor } from '@mantine/core';
import { api } from '../api/client';
import { WarningIcon } from '../icons';

/** Tells whoever is at another address than Rollcall's own, where sign-ins may not be kept. @param token of a link */
export function AddressNotice({ token }: { readonly token?: string }) {
  const { data } = api.useQuery('get', '/api/v1/session/options');
  const { origin, pathname } = window.location;
  if (!data || new URL(data.publicUrl).origin === origin) return null;
  const target =
    data.publicUrl + pathname + (token === undefined ? '' : `?token=${encodeURIComponent(token)}`);
  return (
    <Alert color="yellow" icon={<WarningIcon />} title="You are not at Rollcall’s own address">
      You opened {origin}, but Rollcall is set up as <Anchor href={target}>{data.publicUrl}</Anchor>. Signing
      in may not work here. If that address is wrong, whoever runs Rollcall corrects PUBLIC_URL.
    </Alert>
  );
}
