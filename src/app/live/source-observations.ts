import { InputError, messageOf } from '../../core/errors.js';
import { SNAPSHOT_LOOKBACK_MS } from '../../core/market-snapshot/index.js';
import type { Observation } from '../../core/observation.js';
import type { Clock } from '../../core/ports/clock.js';
import type { ObservationSource, SeriesFailure } from '../../core/ports/observation-source.js';
import { canonicalJson } from '../../core/canonical-json.js';
import type { SeriesName } from '../../core/series.js';
import type { TradingSymbol } from '../../core/symbol.js';
import type { Logger } from '../../infra/log/types.js';
import type { FeedFault } from '../../live/runner/feed.js';
import type { RecordOf } from '../../live/session/records.js';
import { collectObservations } from '../snapshots/collect.js';

export interface SourceParts {
  readonly sources: readonly ObservationSource[];
  readonly symbol: TradingSymbol;
  /** Series that the session's own prices tell: what sources say of them is left out. */
  readonly own: ReadonlySet<SeriesName>;
  /** The deadline that all sources share, ms. */
  readonly deadlineMs: number;
  readonly clock: Clock;
  readonly log: Logger;
  readonly note: (fault: FeedFault) => void;
}

/** Codes of failures that are none: nobody expected an answer. */
const EXPECTED = ['source.disabled', 'source.not-applicable'];

/**
 * What sources beside the exchange have said to a session, asked once for each decision as a cycle asks them. What one does not
 * deliver is what it said last, with its age, until that is too old for its series. Restored from the journal, which holds each
 * observation once.
 */
export class SourceObservations {
  private rows = new Map<string, Observation>();
  private last: RecordOf<'observed'> | null = null;
  private readonly down = new Set<string>();

  constructor(private readonly parts: SourceParts) {}

  /** Everything that was said, of the time that a snapshot looks at. */
  get known(): readonly Observation[] {
    return [...this.rows.values()];
  }

  /** Takes what the journal holds. */
  take(observed: RecordOf<'observed'>): void {
    for (const row of observed.observations) this.rows.set(keyOf(row as Observation), row as Observation);
    const since = observed.asOf - SNAPSHOT_LOOKBACK_MS;
    this.rows = new Map([...this.rows].filter(([, { observed_at }]) => observed_at >= since));
    this.last = observed;
  }

  /** What is new for a decision, UTC ms; one that a crash has cut short is not asked about again. @throws the signal's reason */
  async at(decidedAt: number, signal: AbortSignal): Promise<RecordOf<'observed'>> {
    if (this.last?.decidedAt === decidedAt) return this.last;
    const { sources, symbol, own, clock, deadlineMs, log } = this.parts;
    const found = await collectObservations(sources.map(forgiving), { symbol, deadlineMs, clock, log, signal });
    const asOf = Math.max(decidedAt, Math.floor(clock.now()));
    const since = asOf - SNAPSHOT_LOOKBACK_MS;
    const fresh = found.observations.filter(
      (row) => !own.has(row.series) && row.observed_at >= since && !this.rows.has(keyOf(row)),
    );
    const failures = found.failures.filter(({ series }) => series.some((name) => !own.has(name)));
    this.tell(failures);
    const observed = {
      decidedAt,
      asOf,
      observations: fresh.map((row) => ({ ...row })),
      failures: failures.map(({ source, series, code, reason }) => ({ source, series: [...series], code, reason })),
    };
    this.take(observed);
    return observed;
  }

  /** Each outage once, and its end. */
  private tell(failures: readonly SeriesFailure[]): void {
    const { note, sources } = this.parts;
    const failing = new Map(
      failures.filter(({ code }) => !EXPECTED.includes(code)).map((failure) => [failure.source, failure]),
    );
    for (const { source, reason, series } of failing.values()) {
      if (this.down.has(source)) continue;
      this.down.add(source);
      note({ code: 'source_down', reason: `${source} does not tell ${series.join(', ')}: ${reason}`, time: null });
    }
    for (const { id } of sources) {
      if (failing.has(id) || !this.down.delete(id)) continue;
      note({ code: 'source_back', reason: `${id} answers again.`, time: null });
    }
  }
}

/** The same value of the same moment is one observation, whenever it was fetched. */
const keyOf = ({ series, symbol, observed_at: at, source, value }: Observation): string =>
  canonicalJson([series, symbol, at, source, value]);

/** A symbol that a source does not know is no reason to end a session that trades it. */
const forgiving = (source: ObservationSource): ObservationSource => ({
  ...source,
  collect: async (request) => {
    try {
      return await source.collect(request);
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      const { id, series } = source;
      return { observations: [], failures: [{ source: id, series, code: error.code, reason: messageOf(error) }] };
    }
  },
});
