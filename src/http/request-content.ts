import type { IncomingMessage } from 'node:http';
import {
  InvalidSyntaxError,
  parseJson,
  PayloadTooLargeError,
  UnsupportedMediaTypeError,
  type JsonValue,
} from '../scim/index.js';
import { LARGE_BODY } from './large-bodies.js';

const JSON_TYPES = new Set(['application/scim+json', 'application/json']);
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Whether the request has content (RFC 9112 §6.3). */
export function hasContent({ headers }: IncomingMessage): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
}

/** How much content is taken. */
export interface ContentLimits {
  /** The most bytes that are taken at all. */
  readonly most: number;
  /** Waits until there is room for a large one, of so many bytes. */
  readonly admit: (bytes: number) => Promise<void>;
}

/**
 * Reads the content as JSON in UTF-8 (RFC 8259 §8.1, RFC 7644 §3.1).
 * @throws UnsupportedMediaTypeError, PayloadTooLargeError, InvalidSyntaxError, OverloadedError
 */
export async function readJson(request: IncomingMessage, limits: ContentLimits): Promise<JsonValue> {
  checkMediaType(request, JSON_TYPES, 'The body must be application/scim+json or application/json');
  const text = decode(await readContent(request, limits));
  if (text.startsWith('\uFEFF')) throw new InvalidSyntaxError('The body begins with a byte order mark');
  return parseJson(text);
}

/** Reads the content as text in UTF-8 of one of the media types; limits and errors as `readJson`. */
export async function readText(
  request: IncomingMessage,
  mediaTypes: readonly string[],
  limits: ContentLimits,
): Promise<string> {
  checkMediaType(request, new Set(mediaTypes), `The body must be ${mediaTypes.join(' or ')}`);
  return decode(await readContent(request, limits));
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

/** Whatever is beyond the limit, or refused, is let go by: the answer reaches a client that is still sending. */
async function readContent(request: IncomingMessage, { most, admit }: ContentLimits): Promise<Buffer> {
  const announced = request.headers['content-length'];
  const chunks: Buffer[] = [];
  let size = 0;
  let isAdmitted = false;
  try {
    if (Number(announced ?? 0) > most) throw new PayloadTooLargeError(tooLarge(most));
    for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      chunks.push(chunk);
      size += chunk.length;
      if (size > most) throw new PayloadTooLargeError(tooLarge(most));
      if (size > LARGE_BODY && !isAdmitted) {
        await admit(Number(announced ?? most));
        isAdmitted = true;
      }
    }
    return Buffer.concat(chunks, size);
  } catch (error) {
    request.resume();
    throw error;
  }
}

function tooLarge(most: number): string {
  return `The body is larger than ${most} bytes`;
}

function decode(content: Buffer): string {
  try {
    return decoder.decode(content);
  } catch {
    throw new InvalidSyntaxError('The body is not valid UTF-8');
  }
}
