import type { BarSeries } from '../../core/bars.js';
import { InputError } from '../../core/errors.js';
import type { BarStore, SeriesKey } from '../../infra/store/bars/bar-store.js';
import type { CsvReadOptions, CsvReport } from '../../infra/store/bars/csv/read-bars-csv.js';
import { intervalName } from '../../infra/store/bars/interval-name.js';
import { mergeBars, type Prefer } from '../../infra/store/bars/merge-bars.js';
import { readBarsFile } from '../../infra/store/bars/read-bars-file.js';

export interface ImportOptions extends CsvReadOptions {
  /** Under which source the bars are stored. Default `import`. */
  readonly source?: string;
  /** Which bar stands where two of one time differ. Default `error`: nothing is stored. */
  readonly prefer?: Prefer;
  /** After each file, how many are read. */
  readonly onFile?: (done: number, total: number) => void;
}

/** What `data import` did for one series. */
export interface ImportResult extends SeriesKey {
  readonly files: readonly { readonly file: string; readonly rows: number; readonly dropped: CsvReport['dropped'] }[];
  readonly added: number;
  readonly replaced: number;
  readonly unchanged: number;
  /** Bars stored now. */
  readonly rows: number;
}

interface Group {
  readonly key: SeriesKey;
  bars: BarSeries;
  readonly files: ImportResult['files'][number][];
}

/**
 * Reads files of bars and adds them to the store, those of one symbol and interval to one series. Everything is read and
 * checked before anything is written: a wrong row, or a bar that contradicts a stored one, leaves the store as it was.
 */
export async function importBars(
  store: BarStore,
  files: readonly string[],
  options: ImportOptions = {},
): Promise<ImportResult[]> {
  if (files.length === 0) throw new InputError('import.none', 'Name at least one file to import.');
  const { source = 'import', prefer = 'error', onFile, ...read } = options;
  const groups = new Map<string, Group>();
  for (const [index, file] of files.entries()) {
    const { bars, report } = await readBarsFile(file, read);
    const key = { source, symbol: bars.symbol, interval: intervalName(bars.intervalMs) };
    const group = groups.get(store.folder(key));
    const entry = { file, rows: bars.length, dropped: report?.dropped ?? {} };
    if (group === undefined) groups.set(store.folder(key), { key, bars, files: [entry] });
    else {
      group.bars = mergeBars(group.bars, bars, prefer).bars;
      group.files.push(entry);
    }
    onFile?.(index + 1, files.length);
  }
  const all = [...groups.values()];
  if (all.length > 1 && prefer === 'error') {
    const stored = new Set((await store.list()).map((series) => store.folder(series)));
    for (const { key, bars } of all) if (stored.has(store.folder(key))) mergeBars(await store.load(key), bars, 'error');
  }
  const results: ImportResult[] = [];
  for (const { key, bars, files: own } of all) {
    const { added, replaced, unchanged, bars: now } = await store.merge(key, bars, prefer);
    results.push({ ...key, files: own, added, replaced, unchanged, rows: now.length });
  }
  return results;
}
