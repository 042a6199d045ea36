const FORMAT = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });

/** A point in time as people write it, where they are. @param iso as the API gives it */
export function formatTime(iso: string): string {
  return FORMAT.format(new Date(iso));
}

export function Time({ iso }: { readonly iso: string }) {
  return <time dateTime={iso}>{formatTime(iso)}</time>;
}
