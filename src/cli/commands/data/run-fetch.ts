import { fetchSeries, type FetchedSeries, type FetchKind } from '../../../app/data/fetch-series.js';
import { assertRange, parseMoment } from '../../../app/data/time-range.js';
import { parseInterval } from '../../../core/interval.js';
import { renderFetched } from '../../../report/terminal/index.js';
import { EXIT } from '../../exit-code.js';
import { withProgress } from '../../progress.js';
import { runtimeFor } from '../../runtime.js';
import type { Session } from '../../session.js';
import { flagsOf } from '../../setting-options.js';

export interface DataFetchOptions {
  readonly interval: string;
  readonly from: string;
  readonly to?: string;
  readonly market?: 'spot' | 'um';
  readonly kind: FetchKind;
  readonly exchange?: string;
  readonly refresh?: boolean;
  readonly json?: boolean;
  readonly config?: string;
}

/** @returns the exit code: 3 where there is nothing of a series, neither there nor stored */
export async function runDataFetch(
  session: Session,
  symbols: readonly string[],
  options: DataFetchOptions,
): Promise<number> {
  const runtime = runtimeFor(session, flagsOf({ ...options }, ['exchange']), options.config);
  const { kind, interval } = options;
  parseInterval(interval);
  const from = parseMoment(options.from, '--from');
  const to = options.to === undefined ? runtime.clock.now() : parseMoment(options.to, '--to');
  assertRange(from, to);
  const market = options.market ?? (kind === 'klines' ? 'spot' : 'um');
  const isArchive = runtime.config.exchange === 'binance';

  const results: FetchedSeries[] = [];
  for (const given of symbols) {
    const symbol = isArchive ? given.toUpperCase() : given;
    const name = `${symbol} ${kind === 'funding' ? 'funding' : interval}`;
    const result = await withProgress(
      session,
      `${name}: asking ${isArchive ? 'the archive' : runtime.config.exchange}`,
      ({ say }) =>
        fetchSeries(runtime, {
          symbol,
          interval,
          market,
          kind,
          from,
          to,
          refresh: options.refresh === true,
          signal: session.io.signal,
          onProgress: (share, doing) => say({ name, share, doing }),
        }),
    );
    results.push(result);
    // One after the other: what is stored is said even where a later one fails.
    if (options.json !== true) session.print(renderFetched(result, session.style));
  }
  if (options.json === true) session.printJson({ series: results });
  return results.some(({ rows }) => rows === 0) ? EXIT.unavailable : EXIT.done;
}
