/** What Rollcall accepts at the most; beyond is 400 or 413, and nothing is changed. */
export const MAX_STRING_LENGTH = 16_384;
/** userName, externalId, displayName of a group. */
export const MAX_NAME_LENGTH = 512;
export const MAX_JSON_DEPTH = 32;
export const MAX_FILTER_LENGTH = 10_000;
export const MAX_FILTER_DEPTH = 16;
export const MAX_FILTER_TERMS = 200;
export const MAX_PATCH_OPERATIONS = 1_000;
export const DEFAULT_PAGE_SIZE = 100;
export const MAX_PAGE_SIZE = 1_000;
/** Comparisons of elements that one PATCH may cause: 1,000 operations, each on 500 values. */
export const MAX_PATCH_COMPARISONS = 500_000;
/** Bytes of a comparison key by which lists are sorted: those that agree in them come in order of id. */
export const SORT_KEY_LENGTH = 512;
