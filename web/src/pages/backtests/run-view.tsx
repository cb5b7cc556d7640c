import { lazy, Suspense } from 'preact/compat';
import { useDocument } from '../../api/use-document.js';
import { useWords } from '../../language/use-language.js';
import { Card, Facts } from '../../parts/card.js';
import { Loading, Shown } from '../../parts/states.js';
import { hrefOf } from '../../router.js';
import { CandlesCard } from './candles-card.js';
import { PaperCard } from './paper-card.js';
import { RepeatCard } from './repeat-card.js';
import { ReportCard } from './report-card.js';
import { TradesCard } from './trades-card.js';

const TimeLine = lazy(() => import('../../charts/time-line.js'));

const rounded = (value: number | null): number | null => (value === null ? null : Math.round(value * 100) / 100);

/** One run: figures, candles that can be zoomed into, equity and drawdown, trades, and its report. */
export function RunView({ id }: { readonly id: string }) {
  const { t, number, money, day, change, percent } = useWords();
  const path = `/runs/${encodeURIComponent(id)}`;
  const run = useDocument('run', path);
  const series = useDocument('runSeries', `${path}/series?points=1000`);
  return (
    <>
      <div class="top">
        <h1>{t('run.title')}</h1>
        <a href={hrefOf('backtests')}>{t('run.back')}</a>
      </div>
      <Shown loaded={run}>
        {(document) => (
          <Card title={`${document.strategy.name} · ${document.symbols.join(', ')}`}>
            <Facts
              of={[
                [t('backtests.head.range'), `${day(document.start_time)} – ${day(document.end_time)}`],
                [t('run.equity.end'), money(document.final_equity)],
                [t('backtests.head.return'), change(document.metrics.total_return ?? null)],
                [t('backtests.head.sharpe'), number(rounded(document.metrics.sharpe ?? null))],
                [t('run.drawdown.max'), percent(document.metrics.max_drawdown ?? null, 1)],
                [t('backtests.head.trades'), number(document.trade_count)],
              ]}
            />
          </Card>
        )}
      </Shown>
      <div class="gap" />
      <Shown loaded={series}>
        {(document) => (
          <div class="grid">
            <CandlesCard key={id} path={path} whole={document} />
            <Suspense fallback={<Loading />}>
              <Card title={t('run.equity')}>
                <TimeLine {...document.equity} label={t('run.equity')} />
              </Card>
              <Card title={t('run.drawdown')}>
                <TimeLine {...document.drawdown} label={t('run.drawdown')} share />
              </Card>
            </Suspense>
            <PaperCard run={id} />
            <RepeatCard run={id} />
            <TradesCard path={path} />
            <ReportCard path={path} />
          </div>
        )}
      </Shown>
    </>
  );
}
