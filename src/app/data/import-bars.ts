import type { ImportResult } from '../../contract/data.js';
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import type { BarSeries } from '../../core/bars.js';
import { InputError } from '../../core/errors.js';
import { field } from '../../core/request-field.js';
import type { BarStore, SeriesKey } from '../../infra/store/bars/bar-store.js';
import type { CsvReadOptions } from '../../infra/store/bars/csv/read-bars-csv.js';
import { intervalName } from '../../infra/store/bars/interval-name.js';
import { mergeBars, type Prefer } from '../../infra/store/bars/merge-bars.js';
import { readBarsFile } from '../../infra/store/bars/read-bars-file.js';

export interface ImportBarsOptions extends CsvReadOptions {
  /** Under which source the bars are stored. Default `import`. */
  readonly source?: string;
  /** Which bar stands where two of one time differ. Default `error`: nothing is stored. */
  readonly prefer?: Prefer | undefined;
  /** Bytes read of all files together, and of which file. */
  readonly onBytes?: (done: number, total: number, file: string) => void;
  /** Before anything is written: how many series will be. */
  readonly onWrite?: (series: number) => void;
}

interface Group {
  readonly key: SeriesKey;
  bars: BarSeries;
  readonly files: ImportResult['files'][number][];
}

/**
 * Reads files of bars and adds them to the store, those of one symbol and interval to one series. Everything is read and
 * checked before anything is written: a wrong row, a stored series that is damaged, or a bar that contradicts a stored one, leaves the store as it was.
 */
export async function importBars(
  store: BarStore,
  files: readonly string[],
  options: ImportBarsOptions = {},
): Promise<ImportResult[]> {
  if (files.length === 0) throw new InputError('import.none', 'Name at least one file to import.');
  const { source = 'import', prefer = 'error', onBytes, onWrite, ...read } = options;
  const sizes = await Promise.all(files.map(async (file) => (await stat(file).catch(() => null))?.size ?? 0));
  const total = sizes.reduce((sum, size) => sum + size, 0);
  let before = 0;
  const groups = new Map<string, Group>();
  for (const [index, file] of files.entries()) {
    const size = sizes[index]!;
    const { bars, report, notes } = await readBarsFile(file, {
      ...read,
      // Of a packed file the share counts: its bytes are not those on disk.
      onProgress: (done, all) => onBytes?.(before + (all > 0 ? (done / all) * size : 0), total, file),
    });
    before += size;
    await breathe(options.signal);
    const key = { source, symbol: bars.symbol, interval: intervalName(bars.intervalMs) };
    const group = groups.get(store.folder(key));
    const entry = {
      file,
      rows: bars.length,
      dropped: report?.dropped ?? {},
      notes: [...notes, ...odd(file, bars, source, report?.unterminated === true)],
    };
    if (group === undefined) groups.set(store.folder(key), { key, bars, files: [entry] });
    else {
      group.bars = mergeBars(group.bars, bars, prefer).bars;
      group.files.push(entry);
    }
  }
  const all = [...groups.values()];
  if (all.length > 1) {
    for (const { key, bars } of all) {
      const stored = await store.loadIfThere(key);
      if (stored !== null && prefer === 'error') mergeBars(stored, bars, 'error');
    }
  }
  await breathe(options.signal);
  onWrite?.(all.length);
  const results: ImportResult[] = [];
  for (const { key, bars, files: own } of all) {
    const { added, replaced, unchanged, bars: now } = await store.merge(key, bars, prefer, options.signal);
    results.push({ ...key, files: own, added, replaced, unchanged, rows: now.length });
  }
  return results;
}

/** Lets an interruption be heard: a long read of what the disk has at hand never waits. */
async function breathe(signal: AbortSignal | undefined): Promise<void> {
  await setImmediate();
  signal?.throwIfAborted();
}

/** What makes bars other than they seem. */
function odd(file: string, bars: BarSeries, source: string, unterminated: boolean): string[] {
  const notes: string[] = [];
  if (unterminated) notes.push('It does not end with a line break: its last number may have been cut off.');
  if (bars.length > 0 && bars.volume.every((volume) => volume === 0)) {
    notes.push('No bar has volume: orders fill within a share of the volume, so none of them would be filled.');
  }
  if (source !== 'demo' && /^demo-[A-Z0-9]+-/.test(basename(file))) {
    notes.push(
      `By its name these are bars of the generated demo market: they now stand as ${bars.symbol} beside what is real. To try things out, use USER_DATA_DIR=try and ${field('source', 'demo')}.`,
    );
  }
  return notes;
}
