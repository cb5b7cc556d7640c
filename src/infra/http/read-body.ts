import type { Readable } from 'node:stream';
import { decompressed } from './decompress.js';
import { HttpError } from './errors.js';

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
  let stream = body;
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    stream = await decompressed(body, options.encoding, options.what);
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
