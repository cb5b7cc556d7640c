import { InputError } from '../../core/errors.js';
import { field } from '../../core/request-field.js';
import type { SeriesName } from '../../core/series.js';
import { parseSymbol } from '../../core/symbol.js';
import { HOUR } from '../../core/time.js';
import type { SessionFeed } from '../../contract/session.js';
import type { PreparedRun } from '../backtest/prepare-run.js';
import { createSources } from '../snapshots/sources.js';
import type { FaultNotes } from './fault-notes.js';
import { SourceObservations } from './source-observations.js';

export interface SessionSourcesRequest {
  readonly prices: SessionFeed;
  /** As of the session. */
  readonly speed: number | null;
  readonly faults: Pick<FaultNotes, 'note'>;
}

/**
 * The sources that a session on live prices asks beside its exchange: those of a cycle. Making them sends nothing.
 * @returns null where it was told to ask none
 * @throws InputError for a source that there is not, and where nobody would look at what they say
 */
export function openSessionSources(
  { market, runtime, strategy, spec }: PreparedRun,
  { prices, speed, faults }: SessionSourcesRequest,
): SourceObservations | null {
  const { sources: wanted } = prices;
  if (wanted === undefined) return null;
  const refused = (reason: string): InputError =>
    new InputError('session.sources', reason, { where: 'sources', remedy: `leave ${field('sources')} out` });
  if (strategy.decisionBars === null)
    throw refused(`${spec.strategy} asks no model, so that nobody would look at what sources say.`);
  if (speed !== null) throw refused('Sources tell of today, and a rehearsal plays the past.');
  const { bars } = market.data[0]!;
  const { config, clock, log } = runtime;
  const all = createSources({ ...runtime, config: { ...config, exchange: prices.exchange, baseAsset: bars.symbol } });
  const names = all.map(({ id }) => id);
  const unknown = wanted === 'all' ? undefined : wanted.find((name) => !names.includes(name));
  if (unknown !== undefined) {
    throw new InputError(
      'session.sources',
      `There is no source "${unknown.slice(0, 40)}": it must be all, or some of ${names.join(', ')}.`,
      { where: 'sources', expected: names.join(', ') },
    );
  }
  return new SourceObservations({
    sources: wanted === 'all' ? all : all.filter(({ id }) => wanted.includes(id)),
    symbol: parseSymbol(bars.symbol),
    own: new Set<SeriesName>([
      'spot_price',
      ...(HOUR % bars.intervalMs === 0 ? (['bar_1h'] as const) : []),
      ...(spec.execution.instrument === 'perp' ? (['funding_rate'] as const) : []),
    ]),
    deadlineMs: config.sources.timeoutMs,
    clock,
    log,
    note: faults.note,
  });
}
