import { describe, expect, it } from 'vitest';
import { comparisonKey, defineAttribute, parseDateTime, USER, type ResourceType } from '../scim/index.js';
import { splitKey } from '../persistence/filter-sql/stored-key.js';
import { valueRows } from './attribute-values.js';

const OWN = 'urn:acme:2.0:Employee';
const hiredAt = defineAttribute('hiredAt', 'dateTime', 'When hired.');
const TYPE: ResourceType = {
  ...USER,
  extensions: [
    { schema: { id: OWN, name: 'Employee', description: '', attributes: [hiredAt] }, required: false },
  ],
};

describe('What a document is found and sorted by', () => {
  it.each([
    '2011-05-13T04:42:34Z',
    '2011-05-13t04:42:34z',
    '2011-05-13T04:42:34',
    '2011-05-13T04:42:34.1234567Z',
    '2011-05-13T04:42:34.123456789+14:00',
    '0001-01-01T00:00:00Z',
  ])('is the time that filters read from %s (RFC 7643 §2.3.5)', (text) => {
    const rows = valueRows({ userName: 'bjensen', [OWN]: { hiredAt: text } }, 'bjensen', TYPE);
    const { head } = splitKey(comparisonKey(parseDateTime(text)!, hiredAt));
    expect(rows.find(({ attribute }) => attribute.endsWith(':hiredat'))?.key).toEqual(head);
  });
});
