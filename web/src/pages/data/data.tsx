import { useState } from 'preact/hooks';
import { useDocument } from '../../api/use-document.js';
import { useJob } from '../../api/use-job.js';
import { useWords } from '../../language/use-language.js';
import { JobView } from '../../ui/job-view.js';
import { Panel } from '../../ui/panel.js';
import { Empty, Failure, Show } from '../../ui/states.js';
import { Table } from '../../ui/table.js';
import { Gaps } from './gaps.js';

/** What is stored, what is missing in it, and the way to get more. */
export default function Data() {
  const { t, number, day } = useWords();
  const [looked, setLooked] = useState<string | null>(null);
  const loaded = useDocument('data', '/data');
  return (
    <>
      <div class="head">
        <h1>{t('data.title')}</h1>
      </div>
      <div class="panels">
        <Fetch onDone={loaded.reload} />
        {looked !== null && <Gaps series={looked} />}
        <Panel title={t('data.bars')} wide>
          <Show loaded={loaded}>
            {({ bars }) =>
              bars.length === 0 ? (
                <Empty what={t('data.empty')} remedy={t('data.empty.remedy')} />
              ) : (
                <Table
                  label={t('data.bars')}
                  rows={bars}
                  keyOf={({ source, symbol, interval }) => `${source}/${symbol}:${interval}`}
                  columns={[
                    { title: t('data.symbol'), show: ({ symbol, interval }) => `${symbol} ${interval}` },
                    { title: t('data.source'), show: ({ source }) => source },
                    { title: t('data.from'), show: ({ from }) => day(from) },
                    { title: t('data.to'), show: ({ to }) => day(to) },
                    { title: t('data.rows'), isNumber: true, show: ({ rows }) => number(rows) },
                    { title: t('data.missing'), isNumber: true, show: ({ missing }) => number(missing) },
                    {
                      title: t('data.check'),
                      show: ({ symbol, interval }) => (
                        <button type="button" onClick={() => setLooked(`${symbol}:${interval}`)}>
                          {t('data.check')}
                          <span class="hidden">{` ${symbol} ${interval}`}</span>
                        </button>
                      ),
                    },
                  ]}
                />
              )
            }
          </Show>
        </Panel>
      </div>
    </>
  );
}

function Fetch({ onDone }: { readonly onDone: () => void }) {
  const { t } = useWords();
  const { job, error, start, cancel } = useJob(onDone);
  return (
    <Panel title={t('data.fetch')} about={t('data.fetch.about')}>
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault();
          const form = new FormData(event.currentTarget);
          const text = (name: string): string => String(form.get(name) ?? '').trim();
          start({ kind: 'fetch', request: { symbols: [text('symbol')], interval: text('interval'), days: Number(text('days')) } });
        }}
      >
        <label>
          {t('data.symbol')}
          <input name="symbol" required defaultValue="BTCUSDT" />
        </label>
        <label>
          {t('data.interval')}
          <input name="interval" required pattern="\d{1,3}[smhdwM]" defaultValue="1h" />
        </label>
        <label>
          {t('data.days')}
          <input name="days" type="number" required min={1} max={36_500} defaultValue="30" />
        </label>
        <button type="submit">{t('data.fetch')}</button>
      </form>
      {error !== null && <Failure error={error} />}
      {job !== null && <JobView job={job} cancel={cancel} />}
    </Panel>
  );
}
