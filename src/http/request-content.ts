import type { IncomingMessage } from 'node:http';
import {
  InvalidSyntaxError,
  parseJson,
  PayloadTooLargeError,
  UnsupportedMediaTypeError,
  type JsonValue,
} from '../scim/index.js';

const JSON_TYPES = new Set(['application/scim+json', 'application/json']);
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Whether the request has content (RFC 9112 §6.3). */
export function hasContent({ headers }: IncomingMessage): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
}

/**
 * Reads the content as JSON in UTF-8 (RFC 8259 §8.1, RFC 7644 §3.1).
 * @param limit the most bytes that are taken
 * @throws UnsupportedMediaTypeError, PayloadTooLargeError, InvalidSyntaxError
 */
export async function readJson(request: IncomingMessage, limit: number): Promise<JsonValue> {
  checkMediaType(request, JSON_TYPES, 'The body must be application/scim+json or application/json');
  const text = decode(await readContent(request, limit));
  if (text.startsWith('\uFEFF')) throw new InvalidSyntaxError('The body begins with a byte order mark');
  return parseJson(text);
}

/** Reads the content as text in UTF-8 of one of the media types; limit and errors as `readJson`. */
export async function readText(
  request: IncomingMessage,
  mediaTypes: readonly string[],
  limit: number,
): Promise<string> {
  checkMediaType(request, new Set(mediaTypes), `The body must be ${mediaTypes.join(' or ')}`);
  return decode(await readContent(request, limit));
}

function checkMediaType({ headers }: IncomingMessage, known: ReadonlySet<string>, refusal: string): void {
  const [mediaType = '', ...parameters] = (headers['content-type'] ?? '')
    .split(';')
    .map((part) => part.trim());
  if (!known.has(mediaType.toLowerCase())) throw new UnsupportedMediaTypeError(refusal);
  const charset = parameters.find((parameter) => /^charset\s*=/i.test(parameter));
  if (charset !== undefined && !/^charset\s*=\s*"?utf-?8"?$/i.test(charset)) {
    throw new UnsupportedMediaTypeError('The body must be encoded in UTF-8');
  }
  const coding = headers['content-encoding'];
  if (coding !== undefined && coding.toLowerCase() !== 'identity') {
    throw new UnsupportedMediaTypeError('The body must not be compressed');
  }
}

/** Whatever is beyond the limit is let go by, so that the answer reaches a client that is still sending. */
function readContent(request: IncomingMessage, limit: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const take = (chunk: Buffer): void => {
      size += chunk.length;
      chunks.push(chunk);
      if (size > limit) refuse();
    };
    const refuse = (): void => {
      chunks.length = 0;
      request.off('data', take).resume();
      reject(new PayloadTooLargeError(`The body is larger than ${limit} bytes`));
    };
    if (Number(request.headers['content-length'] ?? 0) > limit) {
      refuse();
      return;
    }
    request
      .on('data', take)
      .once('end', () => resolve(Buffer.concat(chunks, size)))
      .once('error', reject);
  });
}

function decode(content: Buffer): string {
  try {
    return decoder.decode(content);
  } catch {
    throw new InvalidSyntaxError('The body is not valid UTF-8');
  }
}
