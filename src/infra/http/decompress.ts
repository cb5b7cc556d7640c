import { pipeline, Readable, type Transform } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate, createInflateRaw } from 'node:zlib';
import { HttpError } from './errors.js';

/** What the client asks for; `deflate` is understood but not offered, since servers disagree on what it means. */
export const ACCEPT_ENCODING = 'gzip, br';

/** Compressions that are named rightly and cannot be undone here. */
const UNKNOWN_TO_US = /^(?:x-)?(?:zstd|compress|dcb|dcz)$/;
/** More layers than any server makes by mistake. */
const MOST_LAYERS = 3;

/**
 * A body without its compression. What the header names is undone only where the bytes bear it out, and gzip is undone where
 * it is met: caches and hosts forget the header, write it twice, or put a charset into it.
 * @throws HttpError `http.body.broken` for a compression that is not known here
 */
export async function decompressed(body: Readable, encoding: string | null, what: string): Promise<Readable> {
  // A body dropped half-way reports that as an error, which then has nobody left to hear it.
  body.on('error', () => undefined);
  const names = (encoding ?? '')
    .toLowerCase()
    .split(',')
    .map((name) => name.trim());
  const unknown = names.find((name) => UNKNOWN_TO_US.test(name));
  if (unknown !== undefined) {
    body.destroy();
    throw new HttpError(
      'http.body.broken',
      `${what} sent a body in the encoding "${unknown}", which was not asked for.`,
      {
        remedy: `expected ${ACCEPT_ENCODING} or none`,
      },
    );
  }
  let stream = body;
  for (let layer = 0; layer < MOST_LAYERS; layer += 1) {
    const { head, whole } = await peek(stream);
    const decoder = decoderFor(head, names);
    if (decoder === null) return whole;
    decoder.on('error', () => undefined);
    stream = pipeline(whole, decoder, () => undefined);
  }
  return stream;
}

function decoderFor(head: Buffer, names: string[]): Transform | null {
  if (head.length === 0) return null;
  if (head[0] === 0x1f && head[1] === 0x8b) {
    const named = names.findLastIndex((name) => name === 'gzip' || name === 'x-gzip');
    if (named !== -1) names.splice(named);
    return createGunzip();
  }
  // Named from the inside out, each once.
  for (let name = names.pop(); name !== undefined; name = names.pop()) {
    if (isText(head)) continue;
    if (name === 'gzip' || name === 'x-gzip') return createGunzip();
    if (name === 'br') return createBrotliDecompress();
    if (name === 'deflate') return isZlib(head) ? createInflate() : createInflateRaw();
  }
  return null;
}

/** RFC 1950: method 8, and the first two bytes together a multiple of 31. */
const isZlib = ([a = 0, b = 0]: Buffer): boolean => (a & 0x0f) === 8 && (a * 256 + b) % 31 === 0;

/** Documents and JSON begin with a bracket, perhaps after white space or the mark of UTF-8, and hold no control characters. */
const isText = (head: Buffer): boolean => /^\ufeff?\s*[<[{][^\p{Cc}\ufffd]*\s*[^\p{Cc}]*$/u.test(head.toString('utf8'));

/** The first bytes of a stream, and the stream from its beginning. */
async function peek(stream: Readable): Promise<{ readonly head: Buffer; readonly whole: Readable }> {
  const pieces: Buffer[] = [];
  let size = 0;
  const source = stream[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  while (size < 4) {
    const next = await source.next();
    if (next.done === true) break;
    pieces.push(next.value);
    size += next.value.length;
  }
  async function* all(): AsyncGenerator<Buffer> {
    try {
      yield* pieces;
      for (let next = await source.next(); next.done !== true; next = await source.next()) yield next.value;
    } finally {
      stream.destroy();
    }
  }
  const whole = Readable.from(all(), { objectMode: false });
  whole.on('error', () => undefined);
  return { head: Buffer.concat(pieces).subarray(0, 16), whole };
}
