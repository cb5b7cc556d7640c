import type { BackfilledSource } from '../../contract/observations.js';
import { InputError, messageOf } from '../../core/errors.js';
import type { HistorySource } from '../../core/ports/history-source.js';
import type { ObservationStore } from '../../core/ports/observation-store.js';
import type { TradingSymbol } from '../../core/symbol.js';

export interface BackfillOptions {
  readonly symbol: TradingSymbol;
  /** By `observed_at`, UTC ms: the first included, the end not. */
  readonly from: number;
  readonly to: number;
  readonly signal: AbortSignal;
  /** Also what was asked for before: revisable series get their new versions that way. */
  readonly refresh?: boolean;
  /** Share of the source done, 0 … 1, and rows so far. */
  readonly onProgress?: (source: string, share: number, rows: number) => void;
}

/**
 * Fetches the past of sources, page by page, each page on disk before the next is asked for: interrupted, the same call goes on
 * where it stopped. A source that fails costs the others nothing.
 * @throws InputError for what only the user can fix
 */
export async function backfill(
  store: ObservationStore,
  sources: readonly HistorySource[],
  options: BackfillOptions,
): Promise<BackfilledSource[]> {
  const results: BackfilledSource[] = [];
  for (const source of sources) results.push(await backfillOne(store, source, options));
  return results;
}

async function backfillOne(
  store: ObservationStore,
  source: HistorySource,
  { symbol, from, to, signal, refresh, onProgress }: BackfillOptions,
): Promise<BackfilledSource> {
  const start = refresh === true ? from : await store.coveredThrough(source.id, symbol.symbol, from);
  const total = { rows: 0, added: 0, unchanged: 0, conflicts: 0 };
  const warnings = new Set<string>();
  const result = (error: string | null): BackfilledSource => ({
    source: source.id,
    ...total,
    from: start < to ? start : null,
    warnings: [...warnings],
    error,
  });
  if (start >= to) return result(null);
  try {
    for await (const page of source.history({ symbol, from: start, to, signal })) {
      const report = await store.add(page.observations);
      total.rows += page.observations.length;
      total.added += report.added;
      total.unchanged += report.unchanged;
      total.conflicts += report.conflicts;
      for (const { reason } of page.failures) warnings.add(reason);
      if (page.through > start) await store.markCovered(source.id, symbol.symbol, start, page.through);
      onProgress?.(source.id, (page.through - from) / (to - from), total.rows);
      signal.throwIfAborted();
    }
    return result(null);
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof InputError) throw error;
    return result(messageOf(error));
  }
}
