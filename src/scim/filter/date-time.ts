const DATE_TIME = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,20}))?(Z|[+-]\d{2}:\d{2})?$/i;

/**
 * Reads an xsd:dateTime (RFC 7643 §2.3.5), strictly as a calendar has it; without a zone it is UTC.
 * @returns milliseconds since the epoch, with the fraction that is finer; undefined for what is no date
 */
export function parseDateTime(text: string): number | undefined {
  const parts = DATE_TIME.exec(text);
  if (!parts) return undefined;
  const [year, month, day, hour, minute, second] = parts.slice(1, 7).map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  if (year < 1 || hour > 23 || minute > 59 || second > 59) return undefined;
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  // What the calendar does not have rolls over: February 30th becomes March.
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return undefined;
  date.setUTCHours(hour, minute, second);
  const offset = zoneMinutes(parts[8]);
  if (offset === undefined) return undefined;
  const fraction = parts[7] === undefined ? 0 : Number(`0.${parts[7]}`) * 1_000;
  return date.getTime() - offset * 60_000 + fraction;
}

/** Writes a time, of the years 1 to 9999, so that reading it gives the same number. */
export function formatDateTime(time: number): string {
  const second = Math.floor(time / 1_000) * 1_000;
  const fraction = ((time - second) / 1_000).toFixed(12).slice(1);
  return `${new Date(second).toISOString().slice(0, 19)}${fraction}Z`;
}

function zoneMinutes(zone: string | undefined): number | undefined {
  if (zone === undefined || zone === 'Z' || zone === 'z') return 0;
  const hours = Number(zone.slice(1, 3));
  const minutes = Number(zone.slice(4));
  const offset = hours * 60 + minutes;
  if (minutes > 59 || offset > 14 * 60) return undefined;
  return zone.startsWith('-') ? -offset : offset;
}
