import { pipeline, type Readable, type Transform } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { HttpError } from './errors.js';

/** What the client asks for; `deflate` is understood but not offered, since servers disagree on what it means. */
export const ACCEPT_ENCODING = 'gzip, br';

const DECODERS: Readonly<Record<string, () => Transform>> = {
  gzip: createGunzip,
  'x-gzip': createGunzip,
  br: createBrotliDecompress,
  deflate: createInflate,
};

export interface ReadOptions {
  readonly encoding: string | null;
  readonly maxBytes: number;
  /** Called for each piece; throws when the call must end. */
  readonly check: () => void;
  /** `fail` rejects a longer body, `cut` returns its start (for excerpts of error pages). */
  readonly onTooLong: 'fail' | 'cut';
  readonly what: string;
}

/**
 * Reads a body whole, counting decoded bytes as they come, so that neither a huge body nor a compression bomb takes more
 * memory than the cap: the connection is dropped at the first byte too many.
 * @throws HttpError `http.too-large`, `http.body.broken`
 */
export async function readBody(body: Readable, options: ReadOptions): Promise<Buffer> {
  const stream = decoded(body, options);
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      options.check();
      size += chunk.length;
      chunks.push(chunk);
      if (size <= options.maxBytes) continue;
      if (options.onTooLong === 'cut') break;
      throw new HttpError('http.too-large', `${options.what} sent more than ${options.maxBytes} bytes.`, {
        remedy: 'ask for less at once, or check that this is the right server',
      });
    }
  } catch (error) {
    if (error instanceof HttpError) throw error;
    options.check();
    throw new HttpError('http.body.broken', `${options.what} sent a body that broke off or is damaged.`, {
      retryable: true,
      remedy: 'try again',
      cause: error,
    });
  } finally {
    stream.destroy();
    body.destroy();
  }
  return Buffer.concat(chunks, Math.min(size, options.maxBytes));
}

function decoded(body: Readable, { encoding, what }: ReadOptions): Readable {
  // A body dropped half-way reports that as an error, which then has nobody left to hear it.
  body.on('error', () => undefined);
  const name = encoding?.trim().toLowerCase() ?? '';
  if (name === '' || name === 'identity') return body;
  const decoder = Object.hasOwn(DECODERS, name) ? DECODERS[name] : undefined;
  if (decoder === undefined) {
    body.destroy();
    throw new HttpError('http.body.broken', `${what} sent a body in the unknown encoding "${name.slice(0, 40)}".`, {
      remedy: `expected ${ACCEPT_ENCODING} or none`,
    });
  }
  const transform = decoder();
  transform.on('error', () => undefined);
  return pipeline(body, transform, () => undefined);
}
