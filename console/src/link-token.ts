/**
 * Takes the token of a one-time link out of the address: what stays in the address bar ends up in the history, in
 * bookmarks and on other people's screens.
 */
export function takeLinkToken(): string | undefined {
  const address = new URL(window.location.href);
  const token = address.searchParams.get('token');
  if (token === null) return undefined;
  address.searchParams.delete('token');
  window.history.replaceState(window.history.state, '', address);
  return token === '' ? undefined : token;
}
