const DATE_TIME = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,20}))?(Z|[+-]\d{2}:\d{2})?$/i;

/**
 * Reads an xsd:dateTime (RFC 7643 §2.3.5), strictly as a calendar has it; without a zone it is UTC.
 * @returns milliseconds since the epoch, with the fraction that is finer; undefined for what is no date
 */
export function parseDateTime(text: string): number | undefined {
  const parts = DATE_TIME.exec(text);
  if (!parts) return undefined;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts.slice(1, 7).map(Number);
  if (year < 1 || hour > 23 || minute > 59 || second > 59) return undefined;
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  // What the calendar does not have rolls over: February 30th becomes March.
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return undefined;
  date.setUTCHours(hour, minute, second);
  const offset = zoneMinutes(parts[8]);
  if (offset === undefined) return undefined;
  const fraction = (parts[7] ?? '').padEnd(3, '0');
  const millisecond = date.getTime() - offset * 60_000 + Number(fraction.slice(0, 3));
  return millisecond + Number(`0.${fraction.slice(3)}`);
}

/** Writes a time that was read so that reading it again gives the same number. */
export function formatDateTime(time: number): string {
  const offset = offsetWithin(time);
  const local = time + offset * 3_600_000;
  const millisecond = Math.floor(local);
  const finer = local === millisecond ? '' : (local - millisecond).toFixed(17).slice(2);
  const zone = offset === 0 ? 'Z' : offset > 0 ? '+14:00' : '-14:00';
  return new Date(millisecond).toISOString().slice(0, 23) + finer + zone;
}

/** Hours: what an offset, or rounding 9999-12-31T23:59:59.9999999Z, moved out of the years with four digits is moved back. */
function offsetWithin(time: number): -14 | 0 | 14 {
  const year = new Date(time).getUTCFullYear();
  return year < 1 ? 14 : year > 9_999 ? -14 : 0;
}

function zoneMinutes(zone: string | undefined): number | undefined {
  if (zone === undefined || zone === 'Z' || zone === 'z') return 0;
  const hours = Number(zone.slice(1, 3));
  const minutes = Number(zone.slice(4));
  const offset = hours * 60 + minutes;
  if (minutes > 59 || offset > 14 * 60) return undefined;
  return zone.startsWith('-') ? -offset : offset;
}
