import type { ToleranceName } from '../scim/index.js';

/** What an IdP does where a tolerance is used, for administrators. */
export const TOLERANCE_DESCRIPTIONS: Readonly<Record<ToleranceName, string>> = {
  booleanAsString: 'Sends yes and no as the texts "True" and "False".',
  operationCase: 'Writes the operations of a change with a capital letter: Add, Replace, Remove.',
  dottedKey: 'Sends paths as keys in a change without a path: "name.givenName".',
  removeWithValue: 'Lists what is to be removed in the value, not in the path.',
  createMissingElement: 'Changes a value that is not there, and means to create it.',
  referenceAsString: 'Sends a manager or member as a bare id.',
  singleValueAsList: 'Sends one value where a list belongs.',
  listAsSingleValue: 'Sends a list of one where a single value belongs.',
  unknownAttributeIgnored: 'Sends attributes that Rollcall does not keep; they are passed over.',
  unknownSchemaIgnored: 'Names schemas that Rollcall does not know; they are passed over.',
  readOnlyIgnored: 'Sends back what only Rollcall sets, such as ids; it is passed over.',
  extensionDot: 'Writes a dot for the colon after the name of an extension.',
  extensionAttributeUnqualified: 'Leaves out the name of the extension before its attributes.',
  emptyReferenceRemoves: 'Sends an empty manager to remove the manager.',
  missingSchema: 'Leaves out the schema that belongs to what it sends.',
  valuePathComparison: 'Asks for an e-mail of a type in a form that the standard does not have.',
  absentMembersKept: 'Sends a group without its members, and means them to stay.',
};
