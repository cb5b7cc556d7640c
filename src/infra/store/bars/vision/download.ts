import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { LlmTradingError, UnavailableError, messageOf } from '../../../../core/errors.js';
import { field } from '../../../../core/request-field.js';
import type { Clock } from '../../../../core/ports/clock.js';
import { writeFileAtomic } from '../../files/atomic-file.js';

/**
 * Delivers the body of a URL. It throws for anything but a 2xx reply that was read whole; the error of a reply has its
 * `status`, so that a file that does not exist (404) is told from one that could not be had.
 */
export type ArchiveDownload = (url: string, signal?: AbortSignal) => AsyncIterable<Uint8Array>;

export interface VerifiedDownload {
  readonly file: string;
  readonly sha256: string;
  readonly bytes: number;
  /** It was there from an earlier run that was interrupted. */
  readonly resumed: boolean;
  /** It does not fit its published checksum, or has none, and the user takes it so. */
  readonly unverified: boolean;
}

/** A file whose content is not what its published checksum says, three times over. */
export class ChecksumError extends UnavailableError {
  override readonly name = 'ChecksumError';
}

export interface DownloadOptions {
  /** Without a slash at the end. */
  readonly baseUrl: string;
  /** Where files lie until they are imported. */
  readonly folder: string;
  readonly download: ArchiveDownload;
  readonly clock: Clock;
  readonly signal?: AbortSignal | undefined;
  /** Names of files that are taken as they come, whatever their checksum says. */
  readonly unverified?: ReadonlySet<string> | undefined;
}

const TRIES = 3;
const FIRST_WAIT_MS = 1000;
/** The largest monthly file (1 s bars) has about 100 MB: beyond this it is not a file of bars. */
const MAX_BYTES = 1024 * 1024 * 1024;

/**
 * Downloads a file of the archive and compares it with the sha256 published beside it. A file that an interrupted run left is
 * used if it still agrees. A wrong checksum is tried again, as a lost connection is.
 * @returns null where the archive has no such file (404)
 * @throws UnavailableError after three tries
 */
export async function downloadVerified(path: string, options: DownloadOptions): Promise<VerifiedDownload | null> {
  const file = join(options.folder, basename(path));
  const trusting = options.unverified?.has(basename(path)) === true;
  let failure: unknown;
  for (let attempt = 0; attempt < TRIES; attempt++) {
    if (attempt > 0) await options.clock.sleep(FIRST_WAIT_MS * 2 ** (attempt - 1), options.signal);
    try {
      if (trusting) {
        const { bytes, sha256 } = await downloadTo(file, path, null, options);
        return { file, sha256, bytes, resumed: false, unverified: true };
      }
      const expected = await publishedSum(path, options);
      const kept = await sumOf(file);
      if (kept?.sha256 === expected) return { file, ...kept, resumed: true, unverified: false };
      const { bytes } = await downloadTo(file, path, expected, options);
      return { file, sha256: expected, bytes, resumed: false, unverified: false };
    } catch (error) {
      options.signal?.throwIfAborted();
      const status = statusOf(error);
      if (status === 404) return null;
      failure = error;
      // A full disk and the like do not go away by themselves.
      if (error instanceof LlmTradingError && error.kind === 'input') throw error;
      // 403 and 451 are answers, not accidents: asking again changes nothing.
      if (status !== undefined && status < 500 && status !== 429) break;
    }
  }
  throw notHad(path, options.baseUrl, failure);
}

function notHad(path: string, baseUrl: string, failure: unknown): UnavailableError {
  const details = { where: path, retryable: true, cause: failure };
  if (failure instanceof WrongSum) {
    return new ChecksumError('vision.checksum', `${baseUrl}/${path} could not be downloaded: ${failure.message}.`, {
      ...details,
      remedy: `run the same command again later; where it stays so, ${field('unverified', basename(path))} takes the file without its checksum`,
    });
  }
  const why = messageOf(failure);
  // The words of the HTTP client name the address themselves.
  const message =
    why.includes('://') || why.includes(path)
      ? why.replace(/\.+$/, '')
      : `${baseUrl}/${path} could not be downloaded: ${why.replace(/\.+$/, '')}`;
  return new UnavailableError('vision.download', `${message}.`, {
    ...details,
    remedy: 'check the network ("llm-trading doctor"), then run the same command again: what is done is kept',
  });
}

class WrongSum extends Error {}

/** Streams the body to disk; the file takes its name only when the checksum agrees. */
async function downloadTo(
  file: string,
  path: string,
  expected: string | null,
  options: DownloadOptions,
): Promise<{ readonly bytes: number; readonly sha256: string }> {
  const hash = createHash('sha256');
  let bytes = 0;
  let sha256 = '';
  async function* body() {
    for await (const part of options.download(`${options.baseUrl}/${path}`, options.signal)) {
      bytes += part.length;
      if (bytes > MAX_BYTES) throw new Error(`it is larger than ${MAX_BYTES} bytes`);
      hash.update(part);
      yield part;
    }
    sha256 = hash.digest('hex');
    if (expected !== null && sha256 !== expected)
      throw new WrongSum(`its sha256 is ${sha256}, but ${expected} is published`);
  }
  await writeFileAtomic(file, body());
  return { bytes, sha256 };
}

async function publishedSum(path: string, { baseUrl, download, signal }: DownloadOptions): Promise<string> {
  let text = '';
  for await (const part of download(`${baseUrl}/${path}.CHECKSUM`, signal)) {
    text += Buffer.from(part).toString('latin1');
    if (text.length > 4096) break;
  }
  const sum = /^([0-9a-f]{64})\s+\*?(\S+)/i.exec(text);
  if (sum?.[2] !== basename(path))
    throw new WrongSum(`its checksum file does not name it: ${JSON.stringify(text.slice(0, 80))}`);
  return sum[1]!.toLowerCase();
}

async function sumOf(file: string): Promise<{ readonly sha256: string; readonly bytes: number } | null> {
  const info = await stat(file).catch(() => null);
  if (info === null) return null;
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return { sha256: hash.digest('hex'), bytes: info.size };
}

function statusOf(error: unknown): number | undefined {
  if (!(error instanceof Error) || !('status' in error)) return undefined;
  return typeof error.status === 'number' ? error.status : undefined;
}

/** Files of the archive that are in the store already: path → sha256. */
export async function readManifest(path: string): Promise<Map<string, string>> {
  const text = await readFile(path, 'utf8').catch(() => '{}');
  try {
    const entries = Object.entries(JSON.parse(text) as Record<string, unknown>);
    return new Map(entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
  } catch {
    // Damaged: everything is fetched again, which changes nothing that is stored.
    return new Map();
  }
}

export async function writeManifest(path: string, manifest: ReadonlyMap<string, string>): Promise<void> {
  await writeFileAtomic(path, [Buffer.from(`${JSON.stringify(Object.fromEntries(manifest), null, 1)}\n`)]);
}
