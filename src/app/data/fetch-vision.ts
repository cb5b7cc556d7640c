import { rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { BarSeries } from '../../core/bars.js';
import { InputError } from '../../core/errors.js';
import type { Clock } from '../../core/ports/clock.js';
import type { BarStore, SeriesKey } from '../../infra/store/bars/bar-store.js';
import { CsvError } from '../../infra/store/bars/csv/csv-error.js';
import { DroppedTally, type DroppedRows } from '../../infra/store/bars/dropped-row.js';
import { FundingStore } from '../../infra/store/bars/funding-store.js';
import { settleBars } from '../../infra/store/bars/settle-bars.js';
import { mergeBars } from '../../infra/store/bars/merge-bars.js';
import { readManifest, writeManifest, type ArchiveDownload } from '../../infra/store/bars/vision/download.js';
import {
  planVision,
  visionIntervalMs,
  visionSource,
  type VisionFile,
  type VisionQuery,
} from '../../infra/store/bars/vision/plan.js';
import { readArchiveBars, readArchiveFunding } from '../../infra/store/bars/vision/read-archive.js';
import { barsNotReceived, fundingNotReceived, type NotReceived } from './not-received.js';
import { ABSENT, atOnce, VisionFiles, type FetchedFile } from './vision-files.js';
import { DAY, startOfDay } from '../../core/time.js';

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
  readonly download: ArchiveDownload;
  readonly clock: Clock;
  /** Ask again for files that are stored already: Binance replaces some later. Default false. */
  readonly refresh?: boolean;
  /** Names of files that are taken whatever their checksum says. */
  readonly unverified?: readonly string[];
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
  /** Rows of the files that are wrong and were left out. */
  readonly dropped: DroppedRows;
  /** Files of which no row could be read, with the reason. */
  readonly unreadable: readonly { readonly path: string; readonly problem: string }[];
  /** Months taken by days, since their file does not fit its checksum. */
  readonly distrusted: readonly string[];
  /** Files that were taken without their checksum. */
  readonly unverified: readonly string[];
  /** Parts of the range that are not stored, up to the last day that can be published. */
  readonly not_received: readonly NotReceived[];
  /** False where the archive has nothing of this pair in the range. */
  readonly known: boolean;
}

/**
 * Downloads what the archive has of a range, checks every file against its published sha256, and merges the rows into the
 * store. A row that is wrong is left out and told; where a month's file lacks bars, the files of its days are asked for them.
 * Interrupted, it goes on where it stopped: files are kept until they are stored, and stored files are not asked for again.
 * Bars of the archive win over stored ones, since the archive corrects itself.
 *
 * @throws UnavailableError where a file cannot be had; nothing is stored then
 */
export async function fetchVision(store: BarStore, options: FetchVisionOptions): Promise<FetchVisionResult> {
  const { symbol, clock, onProgress, signal } = options;
  const source = visionSource(options);
  const intervalMs = visionIntervalMs(options);
  const plan = planVision(options, clock.now());
  if (plan.length === 0) {
    throw new InputError('vision.range', 'The range holds no finished day: choose an earlier start.', {
      where: 'from',
    });
  }
  const interval = intervalMs === null ? 'funding' : options.interval;
  const folder = store.folder({ source, symbol, interval: intervalMs === null ? '1h' : interval });
  // Funding lies beside the intervals of its symbol.
  const manifestPath = intervalMs === null ? join(folder, '..', 'funding.fetched.json') : join(folder, 'fetched.json');
  const manifest = await readManifest(manifestPath);
  const waiting = join(store.root, '.downloads', source, symbol, interval);
  const files = new VisionFiles({
    baseUrl: options.baseUrl ?? VISION_BASE_URL,
    folder: waiting,
    download: options.download,
    clock,
    signal,
    unverified: new Set(options.unverified),
    manifest,
    refresh: options.refresh === true,
    onFile: (done, total, bytes) => onProgress?.({ phase: 'download', done, total, bytes }),
  });
  const known = await files.getAll(plan);
  const end = Math.min(options.to, startOfDay(clock.now()));
  const reading: Reading = { ...options, dropped: new DroppedTally(), unreadable: [], bytes: files.tally.bytes };
  const key = { source, symbol, interval };
  const stored =
    intervalMs === null
      ? await storeFunding(store, key, files.fetched, end, reading)
      : await storeBars(store, key, intervalMs, files, plan, end, reading);
  const unread = new Set(reading.unreadable.map(({ path }) => path));
  for (const { plan: file, sha256 } of files.fetched) if (!unread.has(file.path)) manifest.set(file.path, sha256);
  for (const path of stored.absent) manifest.set(path, ABSENT);
  if (files.fetched.length > 0 || stored.absent.length > 0) await writeManifest(manifestPath, manifest);
  await rm(waiting, { recursive: true, force: true });
  const { changed, rows, not_received } = stored;
  const { downloaded, resumed, skipped } = files.tally;
  return {
    source,
    symbol,
    interval,
    downloaded,
    resumed,
    skipped,
    missing: [...files.missing].filter((path) => !stored.absent.includes(path)).sort(),
    changed,
    rows,
    dropped: reading.dropped.result(),
    unreadable: reading.unreadable,
    distrusted: files.distrusted,
    unverified: files.unverified,
    not_received,
    known: known || rows > 0,
  };
}

interface Reading extends FetchVisionOptions {
  readonly dropped: DroppedTally;
  readonly unreadable: { readonly path: string; readonly problem: string }[];
  readonly bytes: number;
}

interface Stored {
  readonly changed: number;
  readonly rows: number;
  readonly not_received: readonly NotReceived[];
  /** Days asked for to fill holes of their month's file, which the archive does not have. */
  readonly absent: readonly string[];
}

/** Reads files in the order of their names; one of which nothing can be read is told, and the others count. */
async function readEach<T>(
  fetched: readonly FetchedFile[],
  { unreadable, onProgress, bytes }: Reading,
  read: (each: FetchedFile) => Promise<T>,
): Promise<T[]> {
  const found: T[] = [];
  const sorted = fetched.toSorted((a, b) => (a.plan.path < b.plan.path ? -1 : 1));
  for (const [index, each] of sorted.entries()) {
    try {
      found.push(await read(each));
    } catch (error) {
      if (!(error instanceof CsvError)) throw error;
      unreadable.push({ path: each.plan.path, problem: error.message.replace(each.file, basename(each.plan.path)) });
    }
    onProgress?.({ phase: 'import', done: index + 1, total: sorted.length, bytes });
  }
  return found;
}

async function storeBars(
  store: BarStore,
  key: SeriesKey,
  intervalMs: number,
  files: VisionFiles,
  plan: readonly VisionFile[],
  end: number,
  reading: Reading,
): Promise<Stored> {
  const asOf = reading.clock.now();
  const { symbol, dropped, signal } = reading;
  const read = ({ plan: file, file: path }: FetchedFile): Promise<BarSeries> =>
    readArchiveBars(file.path, path, file, { symbol, intervalMs, asOf, dropped, signal });
  let changed = 0;
  const merge = async (parts: readonly BarSeries[], prefer: 'new' | 'old'): Promise<BarSeries | null> => {
    // A day that was fetched before its month was published says the same; were it otherwise, the later file stands.
    const fresh = parts.reduce<BarSeries | null>(
      (all, part) => (all === null ? part : mergeBars(all, part, 'new').bars),
      null,
    );
    if (fresh === null || fresh.length === 0) return store.loadIfThere(key);
    // The last bar of one file may lie beside the grid, and overlap the first of the next.
    const range = { from: key.source, first: -Infinity, end: Infinity };
    const settled = settleBars(fresh, { ...range, onDrop: (row) => dropped.add(row) });
    const { added, replaced, bars } = await store.merge(key, settled, prefer);
    changed += added + replaced;
    return bars;
  };
  let bars = await merge(await readEach(files.fetched, reading, read), 'new');
  const holes = holesOf(bars, intervalMs, plan, Math.max(reading.from, plan[0]!.from), end);
  const before = files.fetched.length;
  const asked = holes.filter((day) => !files.missing.has(day.path));
  if (bars !== null) await atOnce(asked, (day) => files.get(day));
  const more = files.fetched.slice(before);
  if (more.length > 0) bars = await merge(await readEach(more, reading, read), 'old');
  return {
    changed,
    rows: bars?.length ?? 0,
    not_received: barsNotReceived(bars, intervalMs, reading.from, end),
    absent: asked.filter((day) => files.missing.has(day.path)).map(({ path }) => path),
  };
}

/** Days of months that have a file, in which bars are missing. Before the first stored bar only the day before it is asked for. */
function holesOf(
  bars: BarSeries | null,
  intervalMs: number,
  plan: readonly VisionFile[],
  from: number,
  end: number,
): VisionFile[] {
  if (bars === null || bars.length === 0 || intervalMs > DAY) return [];
  const listed = startOfDay(bars.openTime[0]!) - DAY;
  const gaps = barsNotReceived(bars, intervalMs, from, end);
  return plan
    .flatMap(({ days }) => days)
    .filter((day) => day.to > listed && gaps.some((gap) => gap.from < day.to && gap.to >= day.from));
}

async function storeFunding(
  store: BarStore,
  { source }: SeriesKey,
  fetched: readonly FetchedFile[],
  end: number,
  reading: Reading,
): Promise<Stored> {
  const funding = new FundingStore(store.root);
  const { symbol, dropped, signal, from } = reading;
  const series = await readEach(fetched, reading, ({ plan, file }) =>
    readArchiveFunding(plan.path, file, { symbol, dropped, signal }),
  );
  let changed = 0;
  for (const each of series) changed += await funding.merge(source, each, 'new');
  const there = await funding.load(source, symbol);
  // Funding comes by months only: what the running month will bring is not missing.
  const published = new Date(end);
  const until = Math.min(end, Date.UTC(published.getUTCFullYear(), published.getUTCMonth()));
  return { changed, rows: there?.time.length ?? 0, not_received: fundingNotReceived(there, from, until), absent: [] };
}
