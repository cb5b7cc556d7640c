import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { BAR_COLUMNS, BarSeries } from '../../../core/bars.js';
import { DiskError } from '../../../core/disk-error.js';
import { InputError } from '../../../core/errors.js';
import { shellCommand } from '../../../core/shell-command.js';
import { field } from '../../../core/request-field.js';
import { parseInterval } from '../../../core/interval.js';
import {
  cacheHeader,
  readCache,
  readCacheHeader,
  writeCache,
  type CacheHeader,
  type CacheSource,
} from './column-cache.js';
import { intervalName } from './interval-name.js';
import { mergeBars, type Merged, type Prefer } from './merge-bars.js';
import { encoded, partitionsOf, readPartition } from './partitions.js';
import type { SeriesKey, StoredSeries } from './stored-series.js';
import { surveySeries, type Survey } from './survey.js';
import { finishWrites, writeTogether } from './write-together.js';

export type { SeriesKey, StoredSeries };

const CACHE = 'columns.f64';
const PARQUET = /^\d{4}(?:-\d{2})?\.parquet$/;

/**
 * Bars on disk: `<root>/<source>/<symbol>/<interval>/<year>.parquet`, which any tool can read, and beside them the raw
 * columns of the whole series, which load in a fraction of the time. Parquet is the truth; the columns are remade whenever
 * they do not belong to it. One process writes a series at a time; readers need no lock, since every file appears whole.
 */
export class BarStore {
  constructor(readonly root: string) {}

  /** Every stored series that can be read, by source, symbol and length of bar. */
  async list(): Promise<readonly StoredSeries[]> {
    return (await this.survey()).series;
  }

  /** Every stored series, those apart that cannot be read. */
  survey(): Promise<Survey> {
    return surveySeries(this.root, (key) => this.describe(key));
  }

  /**
   * What is stored of a series; null where nothing is.
   * @throws InputError `store.damaged` where it cannot be read
   */
  async describe(key: SeriesKey): Promise<StoredSeries | null> {
    const header = await this.header(key);
    if (header === null || header.rows === 0) return null;
    const to = header.last + header.interval_ms;
    return {
      ...key,
      interval_ms: header.interval_ms,
      rows: header.rows,
      from: header.first,
      to,
      missing: Math.round((to - header.first) / header.interval_ms) - header.rows,
      bytes: header.sources.reduce((sum, { size }) => sum + size, await sizeOf(join(this.folder(key), CACHE))),
    };
  }

  /**
   * The bars of a series, all or those that open in [`from`, `to`) (UTC ms).
   * @throws InputError `store.none` where there is no such series, with those there are
   */
  async load(key: SeriesKey, range: { readonly from?: number; readonly to?: number } = {}): Promise<BarSeries> {
    const bars = await this.whole(key);
    if (bars === null) throw await this.noneStored(`${key.symbol}:${key.interval} of ${key.source}`);
    return bars.between(range.from ?? -Infinity, range.to ?? Infinity);
  }

  /** The whole series, or null where nothing is stored. */
  loadIfThere(key: SeriesKey): Promise<BarSeries | null> {
    return this.whole(key);
  }

  /**
   * The one stored series of this symbol and interval.
   * @param source needed where several sources have it
   * @throws InputError where there is none, where several are, and where it is damaged
   */
  async find(symbol: string, interval: string, source?: string): Promise<SeriesKey> {
    const { series, damaged } = await this.survey();
    const wanted = parseInterval(interval);
    const matches = [...series, ...damaged].filter(
      (each) =>
        each.symbol === symbol && each.interval_ms === wanted && (source === undefined || each.source === source),
    );
    const [match, other] = matches;
    if (match === undefined)
      throw await this.noneStored(
        source === undefined ? `${symbol}:${interval}` : `${symbol}:${interval} of ${source}`,
      );
    if (other !== undefined) {
      throw new InputError(
        'store.ambiguous',
        `${symbol}:${interval} is stored from ${matches.map((each) => each.source).join(' and ')}: name the source.`,
      );
    }
    if ('error' in match) throw match.error;
    return { source: match.source, symbol: match.symbol, interval: match.interval };
  }

  /**
   * Adds bars to a series, which is made if it is not there. Bars that are stored alike are left alone, and only the years
   * that change are written.
   * @param prefer which bar stands where a stored and a new one of the same time differ; default `error`: nothing is written
   * @param signal an abort before the last file is ready leaves the series as it was
   */
  async merge(key: SeriesKey, fresh: BarSeries, prefer: Prefer = 'error', signal?: AbortSignal): Promise<Merged> {
    const folder = this.folder(key);
    if (fresh.intervalMs !== parseInterval(key.interval)) {
      throw new InputError(
        'store.interval',
        `Bars of ${intervalName(fresh.intervalMs)} cannot be stored as ${key.interval}.`,
      );
    }
    const own = BarSeries.fromShared({ ...fresh.share(), symbol: key.symbol });
    const old = (await this.whole(key)) ?? BarSeries.allocate(key.symbol, fresh.intervalMs, 0);
    const merged = mergeBars(old, own, prefer);
    if (merged.added + merged.replaced > 0) {
      const before = new Map(partitionsOf(old).map(({ name, bars }) => [name, bars]));
      const changed = partitionsOf(merged.bars).filter(({ name, bars }) => {
        const stored = before.get(name);
        return stored === undefined || !sameBars(stored, bars);
      });
      await writeTogether(folder, encoded(changed, signal));
      await this.rebuild(folder, merged.bars);
    }
    return merged;
  }

  /** Deletes the raw columns of a series; the next load remakes them. */
  async dropCache(key: SeriesKey): Promise<void> {
    await rm(join(this.folder(key), CACHE), { force: true });
  }

  /** The folder of a series. @throws InputError for names that would lead elsewhere */
  folder({ source, symbol, interval }: SeriesKey): string {
    for (const [part, example] of [
      [source, field('source', 'binance-spot')],
      [symbol, field('symbol', 'BTCUSDT')],
    ] as const) {
      if (!/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/.test(part)) {
        throw new InputError(
          'store.name',
          `"${part.slice(0, 64)}" cannot name stored bars, which letters, digits, ".", "_" and "-" do: give a name, e.g. ${example}.`,
        );
      }
    }
    return join(this.root, source, symbol, intervalName(parseInterval(interval)));
  }

  /** The whole series from its columns if they are good, else from Parquet; null where there is neither. */
  private async whole(key: SeriesKey): Promise<BarSeries | null> {
    const folder = this.folder(key);
    await finishWrites(folder);
    const header = await this.freshHeader(folder);
    const cached = header === null ? null : await readCache(join(folder, CACHE));
    if (cached !== null) return cached;
    const files = await parquetFiles(folder);
    if (files.length === 0) return null;
    let bars = BarSeries.allocate(key.symbol, parseInterval(key.interval), 0);
    for (const file of files) {
      const part = await readPartition(join(folder, file), key.symbol, bars.intervalMs);
      bars = mergeBars(bars, part, 'error').bars;
    }
    await this.rebuild(folder, bars);
    return bars;
  }

  private async header(key: SeriesKey): Promise<CacheHeader | null> {
    const folder = this.folder(key);
    await finishWrites(folder);
    const header = await this.freshHeader(folder);
    if (header !== null) return header;
    const bars = await this.whole(key);
    return bars === null ? null : cacheHeader(bars, await this.sources(folder, bars));
  }

  /** The header of the raw columns if they were made of exactly the Parquet files that are there now. */
  private async freshHeader(folder: string): Promise<CacheHeader | null> {
    const header = await readCacheHeader(join(folder, CACHE));
    if (header === null) return null;
    const files = await parquetFiles(folder);
    if (files.length !== header.sources.length) return null;
    for (const [index, source] of header.sources.entries()) {
      const path = join(folder, source.file);
      if (files[index] !== source.file) return null;
      const { size, mtimeMs } = await stat(path);
      if (size !== source.size) return null;
      // A touched or copied file with the same content is still the same file.
      if (mtimeMs !== source.mtime_ms && (await sha256Of(path)) !== source.sha256) return null;
    }
    return header;
  }

  /** Without its copy of the columns a store on a disk that is full or read-only is slower, and as good. */
  private async rebuild(folder: string, bars: BarSeries): Promise<void> {
    const sources = await this.sources(folder, bars);
    await writeCache(join(folder, CACHE), bars, sources).catch((error: unknown) => {
      if (!(error instanceof DiskError)) throw error;
    });
  }

  private async sources(folder: string, bars: BarSeries): Promise<CacheSource[]> {
    const rows = new Map(partitionsOf(bars).map((part) => [`${part.name}.parquet`, part.bars.length]));
    const sources: CacheSource[] = [];
    for (const file of await parquetFiles(folder)) {
      const path = join(folder, file);
      const { size, mtimeMs } = await stat(path);
      sources.push({ file, rows: rows.get(file) ?? 0, size, mtime_ms: mtimeMs, sha256: await sha256Of(path) });
    }
    return sources;
  }

  /** For a series that is not there: what is, or how to get some. */
  async noneStored(what: string): Promise<InputError> {
    const known = (await this.list()).map(({ source, symbol, interval }) => `${symbol}:${interval} of ${source}`);
    const there =
      known.length === 0
        ? `nothing is stored yet; "${shellCommand('data fetch BTCUSDT', { from: '2024-01-01' })}" downloads bars, "${shellCommand('data import FILE')}" reads a file`
        : `there are ${known.slice(0, 12).join(', ')}`;
    return new InputError('store.none', `No bars of ${what} are stored under ${this.root}: ${there}.`, {
      remedy: 'fetch or import them first: llm-trading data fetch, llm-trading data import',
    });
  }
}

const sizeOf = async (path: string): Promise<number> => (await stat(path).catch(() => null))?.size ?? 0;

async function parquetFiles(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch(() => []);
  return names.filter((name) => PARQUET.test(name)).sort();
}

async function sha256Of(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}

function sameBars(a: BarSeries, b: BarSeries): boolean {
  if (a.length !== b.length) return false;
  return BAR_COLUMNS.every((name) => {
    const [left, right] = [a[name], b[name]].map((column) =>
      Buffer.from(column.buffer, column.byteOffset, column.byteLength),
    );
    return left!.equals(right!);
  });
}
