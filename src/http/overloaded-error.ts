/** More was asked for at once than there is room for: 503, and the client tries later. */
export class OverloadedError extends Error {
  constructor() {
    super('Too many large requests at once');
  }
}
