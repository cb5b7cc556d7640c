import { lazy, Suspense } from 'preact/compat';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { RunWindow } from '../../../../src/contract/dashboard-runs.js';
import { read, RequestFailed } from '../../api/client.js';
import { undrawnTrades } from '../../charts/candle-marks.js';
import type { AskedWindow } from '../../charts/chart-window.js';
import { useWords } from '../../language/use-language.js';
import { Card } from '../../parts/card.js';
import { Failure, Loading } from '../../parts/states.js';

const Candles = lazy(() => import('../../charts/candles.js'));

/** Prices of a symbol of a run. While other candles are on their way, those that are there stay. */
export function CandlesCard({ path, whole }: { readonly path: string; readonly whole: RunWindow }) {
  const { t, number } = useWords();
  const [series, setSeries] = useState(whole);
  const [error, setError] = useState<RequestFailed | null>(null);
  const asking = useRef<AbortController | null>(null);
  useEffect(() => () => asking.current?.abort(), []);
  const ask = (symbol: string, { from, to, points }: AskedWindow): void => {
    asking.current?.abort();
    asking.current = new AbortController();
    const window = `symbol=${encodeURIComponent(symbol)}&from=${Math.floor(from)}&to=${Math.ceil(to)}&points=${points}`;
    read('runSeries', `${path}/series?${window}`, asking.current.signal)
      .then((document) => {
        setError(null);
        setSeries(document);
      })
      .catch((thrown: unknown) => {
        if (thrown instanceof RequestFailed) setError(thrown);
      });
  };
  const { symbol, symbols, start_time, end_time, trades } = series;
  const undrawn = undrawnTrades(series);
  return (
    <Card title={t('run.candles', { symbol })} wide>
      {symbols.length > 1 && (
        <label>
          {t('data.symbol')}
          <select
            value={symbol}
            onChange={({ currentTarget: { value } }) => ask(value, { from: start_time, to: end_time, points: 1_000 })}
          >
            {symbols.map((each) => (
              <option key={each}>{each}</option>
            ))}
          </select>
        </label>
      )}
      <Suspense fallback={<Loading />}>
        <Candles
          key={symbol}
          series={series}
          label={t('run.candles.alt', { symbol, n: trades.length })}
          onWindow={(asked) => ask(symbol, asked)}
        />
      </Suspense>
      {error !== null && <Failure error={error} />}
      <p class="quiet">
        {t('run.candles.about')} {t(`run.source.${series.source}`)}{' '}
        {undrawn > 0 && t('run.trades.undrawn', { n: number(undrawn) })}
      </p>
    </Card>
  );
}
