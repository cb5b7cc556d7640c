import { LAG_MS, type PublicationLag } from '../../core/publication-lags.js';
import { CCXT_LAG } from '../../infra/exchanges/ccxt/index.js';
import { SOURCES } from '../../infra/sources/index.js';
import type { SourceDefinition } from '../../infra/sources/shared/definition.js';

/** Headlines that `observations import` reads. */
const NEWS_ARCHIVE_LAG: PublicationLag = {
  source: 'news archives',
  series: ['news'],
  lag_ms: LAG_MS.newsArchive,
  rule: 'published + 15 min, flagged unversioned',
  why: 'readers take minutes to see a story, and an archive does not tell what was edited after publication',
};

/** When the values of every source can be known: markets first, then the list of sources; those of one rule share a row. */
export function publicationLags(): PublicationLag[] {
  const all: readonly SourceDefinition<never>[] = SOURCES;
  const markets = all.filter(({ exchange }) => exchange !== undefined);
  const others = all.filter(({ exchange }) => exchange === undefined);
  return [...rowsOf(markets), CCXT_LAG, ...rowsOf(others), NEWS_ARCHIVE_LAG];
}

function rowsOf(sources: readonly SourceDefinition<never>[]): PublicationLag[] {
  const byRule = new Map<SourceDefinition['lags'][number], string[]>();
  for (const { id, lags } of sources) for (const lag of lags) byRule.set(lag, [...(byRule.get(lag) ?? []), id]);
  return [...byRule].map(([lag, ids]) => ({ source: ids.join(', '), ...lag }));
}
