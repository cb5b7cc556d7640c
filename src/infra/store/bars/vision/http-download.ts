import { request } from 'undici';
import { HttpError } from '../../../http/errors.js';
import type { Download } from './download.js';

export interface HttpDownloadOptions {
  /** Longest wait for headers, and between two pieces of the body, in ms. Default 30,000. */
  readonly idleTimeoutMs?: number;
}

/** Downloads over HTTP. Only a 200 counts, and a body shorter than announced is an error. */
export function httpDownload({ idleTimeoutMs = 30_000 }: HttpDownloadOptions = {}): Download {
  return async function* (url, signal) {
    const timeouts = { headersTimeout: idleTimeoutMs, bodyTimeout: idleTimeoutMs };
    const { statusCode, body } = await request(url, { ...timeouts, ...(signal === undefined ? {} : { signal }) });
    if (statusCode !== 200) {
      await body.dump({ limit: 64 * 1024 });
      throw new HttpError(`http.status.${statusCode}`, `${url} answered ${statusCode}.`, { status: statusCode });
    }
    for await (const part of body) yield part as Uint8Array;
  };
}
