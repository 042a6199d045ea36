/** The tenant that every installation begins with: its administrators look after the others. */
export const FIRST_TENANT = { id: 1, name: 'default' } as const;
