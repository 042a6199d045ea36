import { ValidateBy } from 'class-validator';
import { parseDateTime } from '../scim/index.js';

const WITH_ZONE = /(?:Z|[+-]\d\d:\d\d)$/i;
const DATE = /^\d{4}-\d\d-\d\d$/;

/** A date and time of the calendar with its offset (RFC 3339): without one it would depend on the server's zone. */
export function IsDateTime(): PropertyDecorator {
  const message = 'must be a date and time with an offset, such as 2027-06-30T00:00:00Z';
  return dateRule('isDateTime', message, (text) => WITH_ZONE.test(text) && parseDateTime(text) !== undefined);
}

/** The same, or a date alone: its beginning in UTC. */
export function IsDateOrDateTime(): PropertyDecorator {
  const message = 'must be a date, or a date and time with an offset, such as 2027-06-30T00:00:00Z';
  return dateRule('isDateOrDateTime', message, (text) => !Number.isNaN(readDate(text)));
}

/** Milliseconds since the epoch, of what the rules above have let pass. */
export function readDate(text: string): number {
  const time = DATE.test(text) ? `${text}T00:00:00Z` : WITH_ZONE.test(text) ? text : '';
  const read = parseDateTime(time);
  return read === undefined ? Number.NaN : Math.floor(read);
}

function dateRule(name: string, message: string, holds: (text: string) => boolean): PropertyDecorator {
  return ValidateBy({
    name,
    validator: {
      validate: (value) => typeof value === 'string' && holds(value),
      defaultMessage: () => message,
    },
  });
}
