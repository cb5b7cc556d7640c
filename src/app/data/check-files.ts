import { stat } from 'node:fs/promises';
import type { BarSeries } from '../../core/bars.js';
import { InputError } from '../../core/errors.js';
import type { CsvReason } from '../../infra/store/bars/csv/csv-error.js';
import type { CsvReadOptions, CsvReport } from '../../infra/store/bars/csv/read-bars-csv.js';
import { intervalName } from '../../infra/store/bars/interval-name.js';
import { mergeBars } from '../../infra/store/bars/merge-bars.js';
import { readBarsFile } from '../../infra/store/bars/read-bars-file.js';
import { checkBars, finding, timeText } from './check-bars.js';
import { FINDING_KINDS, type CheckReport, type Finding, type FindingKind } from '../../contract/data-check.js';

/** Findings of one kind that are listed; the rest is counted. */
const LISTED = 50;

/** Which finding a dropped row becomes; every other reason is an invalid row. */
const KIND_OF_REASON: Readonly<Partial<Record<CsvReason, FindingKind>>> = {
  duplicate: 'duplicate',
  conflict: 'conflict',
  order: 'out_of_order',
  unit: 'unit_mix',
  overlap: 'overlap',
  idle: 'idle_rows',
};

interface CheckedFile {
  readonly file: string;
  readonly bars: BarSeries;
  readonly report: CsvReport | null;
  readonly notes: readonly string[];
  /** When the file was last written, UTC ms. */
  readonly writtenAt: number;
}

/**
 * Checks files of bars, those of one symbol and interval together as one series, whatever their order.
 * @param now UTC ms: bars that close later cannot be finished
 * @throws InputError where a file is not a file of bars at all; single wrong rows become findings
 */
export async function checkFiles(
  files: readonly string[],
  now: number,
  options: Omit<CsvReadOptions, 'lenient' | 'asOf'> = {},
): Promise<CheckReport[]> {
  if (files.length === 0) throw new InputError('check.none', 'Name at least one file to check.');
  const groups = new Map<string, CheckedFile[]>();
  for (const file of files) {
    const { bars, report, notes } = await readBarsFile(file, { ...options, lenient: true });
    const key = `${bars.symbol}:${bars.intervalMs}`;
    const checked = { file, bars, report, notes, writtenAt: (await stat(file)).mtimeMs };
    groups.set(key, [...(groups.get(key) ?? []), checked]);
  }
  return [...groups.values()].map((group) => checkGroup(group, now));
}

/** Checks bars that are in memory already, e.g. from the store. */
export function checkSeries(bars: BarSeries, now: number): CheckReport {
  return report(bars, [], checkBars(bars, now));
}

function checkGroup(group: CheckedFile[], now: number): CheckReport {
  const ordered = group.toSorted((a, b) => a.bars.openTime[0]! - b.bars.openTime[0]!);
  const findings: Finding[] = ordered.flatMap(({ file, report: csv, notes }) => [
    ...notes.map((note) => finding('reading', null, null, 1, `${file}: ${note}`)),
    ...(csv === null ? [] : rowFindings(file, csv)),
  ]);
  const [first, ...rest] = ordered as [CheckedFile, ...CheckedFile[]];
  let bars = first.bars;
  let before = first;
  let newest = first;
  for (const next of rest) {
    const at = next.bars.openTime[0]!;
    const merged = mergeBars(bars, next.bars, 'old');
    const shared = `${next.file} and the files before it`;
    if (merged.unchanged > 0) {
      findings.push(finding('duplicate', at, null, merged.unchanged, `${merged.unchanged} bars are in ${shared}.`));
    }
    if (merged.conflicts > 0) {
      findings.push(
        finding('conflict', at, null, merged.conflicts, `${merged.conflicts} bars differ between ${shared}.`),
      );
    }
    const [was, is] = [before.report?.time_format, next.report?.time_format];
    if (was !== undefined && is !== undefined && was !== is) {
      const message = `Times are written in ${was} by ${before.file} and in ${is} by ${next.file}, from ${timeText(at)}.`;
      findings.push(finding('unit_switch', at, null, 1, message));
    }
    bars = merged.bars;
    before = next;
    if (lastOpen(next.bars) > lastOpen(newest.bars)) newest = next;
  }
  findings.push(...checkBars(bars, Math.min(now, newest.writtenAt)));
  const files = ordered.map(({ file, bars: own, report: csv }) => ({
    file,
    rows: own.length,
    format: csv === null ? ('parquet' as const) : ('csv' as const),
    time_format: csv?.time_format ?? null,
    header: csv?.header ?? null,
    delimiter: csv?.delimiter ?? null,
  }));
  return report(bars, files, findings);
}

const lastOpen = (bars: BarSeries): number => bars.openTime[bars.length - 1] ?? -Infinity;

/** One finding for each kind of row that was left out of a file, with the first place of it. */
function rowFindings(file: string, csv: CsvReport): Finding[] {
  const byKind = new Map<FindingKind, { count: number; reasons: Set<CsvReason> }>();
  for (const [reason, count] of Object.entries(csv.dropped) as [CsvReason, number][]) {
    const kind = KIND_OF_REASON[reason] ?? 'invalid_rows';
    const entry = byKind.get(kind) ?? { count: 0, reasons: new Set() };
    entry.count += count;
    entry.reasons.add(reason);
    byKind.set(kind, entry);
  }
  const found = [...byKind].map(([kind, { count, reasons }]) => {
    const example = csv.problems.find(({ reason }) => reasons.has(reason));
    const column = example?.column === null || example === undefined ? '' : `, column "${example.column}"`;
    const value = example?.value === null || example === undefined ? '' : ` ${JSON.stringify(example.value)}`;
    const where =
      example === undefined ? '' : `, first in line ${example.line}${column}:${value} (expected ${example.expected})`;
    return finding(kind, null, null, count, `${file}: ${count} rows (${[...reasons].join(', ')})${where}.`);
  });
  if (csv.unterminated) {
    found.push(
      finding('unterminated_file', null, null, 1, `${file}: the last row has no line break; it may have been cut off.`),
    );
  }
  return found;
}

function report(bars: BarSeries, files: CheckReport['files'], found: readonly Finding[]): CheckReport {
  const counts: CheckReport['counts'] = {};
  const findings: Finding[] = [];
  for (const kind of Object.keys(FINDING_KINDS) as FindingKind[]) {
    const ofKind = found.filter((each) => each.kind === kind);
    if (ofKind.length > 0) counts[kind] = ofKind.length;
    findings.push(...ofKind.slice(0, LISTED));
  }
  return {
    symbol: bars.symbol,
    interval: intervalName(bars.intervalMs),
    interval_ms: bars.intervalMs,
    rows: bars.length,
    from: bars.openTime[0] ?? 0,
    to: bars.length === 0 ? 0 : bars.closeTime(bars.length - 1),
    files,
    counts,
    findings,
    ok: found.every(({ severity }) => severity !== 'error'),
  };
}
