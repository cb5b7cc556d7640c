import type { FetchedSeries } from '../../../contract/data.js';
import { assertLinear } from '../../../core/symbol.js';
import { openBarStore, assertUsableFolder } from '../../../app/runtime/user-data.js';
import { fetchSeries } from '../../../app/data/fetch-series.js';
import { assertRange, parseRange } from '../../../app/data/time-range.js';
import { InputError } from '../../../core/errors.js';
import { renderFetched } from '../../../report/terminal/data.js';
import { EXIT } from '../../exit-code.js';
import { withProgress } from '../../progress.js';
import { runtimeFor } from '../../runtime.js';
import type { Session } from '../../session.js';
import { settingsOf } from '../../options/option-table.js';
import { FETCH_OPTIONS, type FetchGiven } from './options.js';

/** @returns the exit code: 3 where there is nothing of a series, neither there nor stored */
export async function runDataFetch(session: Session, symbols: readonly string[], options: FetchGiven): Promise<number> {
  for (const symbol of symbols) assertLinear(symbol, 'data fetch');
  const runtime = runtimeFor(session, settingsOf(FETCH_OPTIONS, options), options.config);
  const { kind, interval } = options;
  const { from, to = runtime.clock.now() } = parseRange(options, runtime.clock.now());
  if (from === undefined) {
    throw new InputError('input.range', 'It is not said from when on: give --from 2024-01-01, or --days 30.', {
      where: 'from',
    });
  }
  assertRange(from, to);
  const market = options.market ?? (kind === 'klines' ? 'spot' : 'um');
  await assertUsableFolder(openBarStore(runtime.config).root);
  const isArchive = runtime.config.exchange === 'binance';

  const results: FetchedSeries[] = [];
  for (const given of symbols) {
    const symbol = isArchive ? given.toUpperCase() : given;
    const name = `${symbol} ${kind === 'funding' ? 'funding' : interval}`;
    const result = await withProgress(
      session,
      isArchive
        ? session.say('{name}: asking the archive', { name })
        : session.say('{name}: asking {exchange}', { name, exchange: runtime.config.exchange }),
      ({ say }) =>
        fetchSeries(runtime, {
          symbol,
          interval,
          market,
          kind,
          from,
          to,
          refresh: options.refresh === true,
          unverified: options.unverified ?? [],
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
