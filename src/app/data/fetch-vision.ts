import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import PQueue from 'p-queue';
import type { BarSeries } from '../../core/bars.js';
import { InputError } from '../../core/errors.js';
import type { Clock } from '../../core/ports/clock.js';
import type { BarStore } from '../../infra/store/bars/bar-store.js';
import { readBarsCsv } from '../../infra/store/bars/csv/read-bars-csv.js';
import { readFundingCsv } from '../../infra/store/bars/csv/read-funding-csv.js';
import { FundingStore } from '../../infra/store/bars/funding-store.js';
import { mergeBars } from '../../infra/store/bars/merge-bars.js';
import {
  downloadVerified,
  readManifest,
  writeManifest,
  type Download,
  type DownloadOptions,
} from '../../infra/store/bars/vision/download.js';
import {
  planVision,
  visionIntervalMs,
  visionSource,
  type VisionFile,
  type VisionQuery,
} from '../../infra/store/bars/vision/plan.js';

export const VISION_BASE_URL = 'https://data.binance.vision';

export interface FetchProgress {
  readonly phase: 'download' | 'import';
  readonly done: number;
  readonly total: number;
  /** Downloaded so far. */
  readonly bytes: number;
}

export interface FetchVisionOptions extends VisionQuery {
  /** Default https://data.binance.vision. */
  readonly baseUrl?: string;
  readonly download: Download;
  readonly clock: Clock;
  /** Ask again for files that are stored already: Binance replaces some later. Default false. */
  readonly refresh?: boolean;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: FetchProgress) => void;
}

/** What `data fetch` did for one series. */
export interface FetchVisionResult {
  readonly source: string;
  readonly symbol: string;
  /** `funding` for funding rates. */
  readonly interval: string;
  readonly downloaded: number;
  /** Files that an interrupted run had left. */
  readonly resumed: number;
  /** Files that were stored already. */
  readonly skipped: number;
  /** Paths that the archive does not have: days not published, or before the listing. */
  readonly missing: readonly string[];
  /** Rows that are new or changed. */
  readonly changed: number;
  /** Rows stored now. */
  readonly rows: number;
}

interface Fetched {
  readonly path: string;
  readonly file: string;
  readonly sha256: string;
}

const AT_ONCE = 4;

/**
 * Downloads what the archive has of a range, checks every file against its published sha256, and merges the rows into the
 * store. Interrupted, it goes on where it stopped: files are kept until they are stored, and stored files are not asked for
 * again. Bars of the archive win over stored ones, since the archive corrects itself.
 *
 * @throws UnavailableError where a file cannot be had, InputError where a file is not what it should be; nothing is stored then
 */
export async function fetchVision(store: BarStore, options: FetchVisionOptions): Promise<FetchVisionResult> {
  const { symbol, clock, onProgress } = options;
  const source = visionSource(options);
  const intervalMs = visionIntervalMs(options);
  const plan = planVision(options, clock.now());
  if (plan.length === 0) {
    throw new InputError('vision.range', 'The range holds no finished day: choose an earlier start.', {
      where: '--from',
    });
  }
  const folder = store.folder({ source, symbol, interval: intervalMs === null ? '1h' : options.interval });
  // Funding lies beside the intervals of its symbol.
  const manifestPath = intervalMs === null ? join(folder, '..', 'funding.fetched.json') : join(folder, 'fetched.json');
  const manifest = await readManifest(manifestPath);
  const waiting = join(store.root, '.downloads', source, symbol, intervalMs === null ? 'funding' : options.interval);

  const tally = { downloaded: 0, resumed: 0, skipped: 0, bytes: 0, done: 0 };
  const missing: string[] = [];
  const fetched: Fetched[] = [];
  const settings: DownloadOptions = {
    baseUrl: options.baseUrl ?? VISION_BASE_URL,
    folder: waiting,
    download: options.download,
    clock,
    signal: options.signal,
  };
  const get = async (file: VisionFile): Promise<void> => {
    options.signal?.throwIfAborted();
    if (manifest.has(file.path) && options.refresh !== true) {
      tally.skipped++;
      return;
    }
    const got = await downloadVerified(file.path, settings);
    if (got === null) {
      if (file.days.length === 0) missing.push(file.path);
      for (const day of file.days) await get(day);
    } else if (manifest.get(file.path) === got.sha256) {
      tally.skipped++;
      await rm(got.file, { force: true });
    } else {
      tally[got.resumed ? 'resumed' : 'downloaded']++;
      tally.bytes += got.bytes;
      fetched.push({ path: file.path, file: got.file, sha256: got.sha256 });
    }
  };
  await downloadAll(plan, async (file) => {
    await get(file);
    onProgress?.({ phase: 'download', done: ++tally.done, total: plan.length, bytes: tally.bytes });
  });

  fetched.sort((a, b) => (a.path < b.path ? -1 : 1));
  const stored =
    intervalMs === null
      ? await storeFunding(store, source, fetched, options)
      : await storeBars(
          store,
          { source, symbol, interval: options.interval },
          intervalMs,
          fetched,
          options,
          tally.bytes,
        );
  for (const { path, sha256 } of fetched) manifest.set(path, sha256);
  if (fetched.length > 0) await writeManifest(manifestPath, manifest);
  await rm(waiting, { recursive: true, force: true });
  return {
    source,
    symbol,
    interval: intervalMs === null ? 'funding' : options.interval,
    downloaded: tally.downloaded,
    resumed: tally.resumed,
    skipped: tally.skipped,
    missing: missing.sort(),
    ...stored,
  };
}

/** A few at once. After a failure no further file is begun; those under way are finished, and kept for the next run. */
async function downloadAll(plan: readonly VisionFile[], get: (file: VisionFile) => Promise<void>): Promise<void> {
  const queue = new PQueue({ concurrency: AT_ONCE });
  const failures: unknown[] = [];
  for (const file of plan) {
    void queue.add(async () => {
      try {
        await get(file);
      } catch (error) {
        failures.push(error);
        queue.clear();
      }
    });
  }
  await queue.onIdle();
  if (failures.length > 0) throw failures[0];
}

async function storeBars(
  store: BarStore,
  key: { readonly source: string; readonly symbol: string; readonly interval: string },
  intervalMs: number,
  fetched: readonly Fetched[],
  { clock, signal, onProgress }: FetchVisionOptions,
  bytes: number,
): Promise<{ readonly changed: number; readonly rows: number }> {
  let fresh: BarSeries | null = null;
  for (const [index, { file }] of fetched.entries()) {
    const { bars } = await readBarsCsv(file, {
      symbol: key.symbol,
      intervalMs,
      asOf: clock.now(),
      ...(signal === undefined ? {} : { signal }),
    });
    // A day that was fetched before its month was published says the same; were it otherwise, the later file stands.
    fresh = fresh === null ? bars : mergeBars(fresh, bars, 'new').bars;
    onProgress?.({ phase: 'import', done: index + 1, total: fetched.length, bytes });
  }
  if (fresh === null) {
    const there = (await store.list()).find((each) => store.folder(each) === store.folder(key));
    return { changed: 0, rows: there?.rows ?? 0 };
  }
  const { added, replaced, bars } = await store.merge(key, fresh, 'new');
  return { changed: added + replaced, rows: bars.length };
}

async function storeFunding(
  store: BarStore,
  source: string,
  fetched: readonly Fetched[],
  { symbol, signal, onProgress }: FetchVisionOptions,
): Promise<{ readonly changed: number; readonly rows: number }> {
  const funding = new FundingStore(store.root);
  const series = [];
  for (const { file } of fetched)
    series.push(await readFundingCsv(file, { symbol, ...(signal === undefined ? {} : { signal }) }));
  let changed = 0;
  for (const [index, each] of series.entries()) {
    changed += await funding.merge(source, each, 'new');
    onProgress?.({ phase: 'import', done: index + 1, total: series.length, bytes: 0 });
  }
  return { changed, rows: (await funding.load(source, symbol))?.time.length ?? 0 };
}
