import { paragraph, sections } from './layout.js';
import { decimals } from '../shared/numbers.js';
import type { TerminalStyle } from './style.js';
import { renderTable } from './table.js';
import { untrusted } from './untrusted.js';

export interface TrialView {
  readonly strategy: string;
  readonly status: string;
  readonly symbols: readonly string[];
  readonly from_utc: string;
  readonly to_utc: string;
  readonly started_at_utc: string;
  readonly daily_sharpe: number | null;
}

const DAYS_A_YEAR = 365;

/** Every try, the newest last. */
export function renderTrials(trials: readonly TrialView[], style: TerminalStyle): string {
  if (trials.length === 0) return paragraph('Nothing has been tried yet.', style);
  const day = (text: string): string => text.slice(0, 10);
  const rows = trials.map((trial) => [
    trial.started_at_utc.slice(0, 16).replace('T', ' '),
    untrusted(trial.strategy),
    untrusted(trial.symbols.join(' ')),
    `${day(trial.from_utc)} to ${day(trial.to_utc)}`,
    trial.daily_sharpe === null ? trial.status : decimals(trial.daily_sharpe * Math.sqrt(DAYS_A_YEAR), 2),
  ]);
  const columns = [
    { title: 'tried' },
    { title: 'strategy', width: 22 },
    { title: 'on', width: 10 },
    { title: 'data' },
    { title: 'Sharpe', align: 'right' as const },
  ];
  const unfinished = trials.filter(({ daily_sharpe }) => daily_sharpe === null).length;
  const without = unfinished === 0 ? '' : `, ${unfinished} without a result`;
  const counted = `${trials.length} ${trials.length === 1 ? 'trial' : 'trials'}${without}. The same run again is the same trial.`;
  return sections([renderTable(columns, rows, style), paragraph(counted, style)]);
}
