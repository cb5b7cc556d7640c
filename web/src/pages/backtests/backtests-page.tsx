import { useState } from 'preact/hooks';
import { useDocument } from '../../api/use-document.js';
import { useWords } from '../../language/use-language.js';
import { Card } from '../../parts/card.js';
import { Empty, Shown } from '../../parts/states.js';
import { Table } from '../../parts/table.js';
import { hrefOf, type Place } from '../../router.js';
import { ComparisonCard } from './comparison-card.js';
import { EvaluateForm } from './evaluate-form.js';
import { RunView } from './run-view.js';
import { StartForm } from './start-form.js';

/** Start a backtest; the list; one run, or several side by side, where the address names them: `a,b`. */
export default function BacktestsPage({ place }: { readonly place: Place }) {
  const { t, moment, day, change, number } = useWords();
  const runs = useDocument('runs', '/runs?limit=100', ['run']);
  const [picked, setPicked] = useState<readonly string[]>([]);
  if (place.id?.includes(',') === true) return <ComparisonCard ids={place.id} />;
  if (place.id !== null) return <RunView id={place.id} />;
  const toggle = (id: string): void =>
    setPicked((before) => (before.includes(id) ? before.filter((each) => each !== id) : [...before, id]));
  return (
    <>
      <div class="top">
        <h1>{t('backtests.title')}</h1>
      </div>
      <StartForm />
      <Shown loaded={runs}>
        {(document) =>
          document.runs.length === 0 ? (
            <Empty title={t('backtests.empty')}>{t('backtests.empty.remedy')}</Empty>
          ) : (
            <Card title={t('backtests.list', { n: document.total })}>
              <p>
                <button
                  disabled={picked.length < 2}
                  onClick={() => {
                    location.hash = hrefOf('backtests', picked.join(','));
                  }}
                >
                  {t('backtests.compare')}
                </button>
              </p>
              <Table
                caption={t('backtests.list', { n: document.total })}
                head={['run', 'pick', 'strategy', 'market', 'range', 'return', 'sharpe', 'trades'].map((each) =>
                  t(`backtests.head.${each}` as 'backtests.head.run'),
                )}
                rows={document.runs.map((run) => ({
                  key: run.id,
                  cells: [
                    <a href={hrefOf('backtests', run.id)}>{moment(run.created_at)}</a>,
                    <input
                      type="checkbox"
                      aria-label={t('backtests.pick', { run: run.id })}
                      checked={picked.includes(run.id)}
                      onChange={() => toggle(run.id)}
                    />,
                    run.strategy,
                    run.symbols.join(', '),
                    `${day(run.start_time)} – ${day(run.end_time)}`,
                    <span class={run.total_return < 0 ? 'down' : 'up'}>{change(run.total_return)}</span>,
                    number(run.sharpe === null ? null : Math.round(run.sharpe * 100) / 100),
                    number(run.trade_count),
                  ],
                }))}
              />
            </Card>
          )
        }
      </Shown>
      <EvaluateForm />
    </>
  );
}
