import { useState } from 'preact/hooks';
import { useDocument } from '../api/use-document.js';
import { useWords } from '../language/use-language.js';
import { Card } from '../parts/card.js';
import { JobLine } from '../parts/job-line.js';
import { Empty, Shown } from '../parts/states.js';
import { Table } from '../parts/table.js';
import { useJob } from '../parts/use-job.js';

const HEAD = ['symbol', 'interval', 'source', 'rows', 'from', 'to', 'missing'] as const;

/** What is stored, what is missing in it, and fetching more. */
export default function DataPage() {
  const { t, number, day } = useWords();
  const data = useDocument('data', '/data');
  const [symbol, setSymbol] = useState('BTCUSDT');
  const [interval, setInterval] = useState('1h');
  const [series, setSeries] = useState<string | null>(null);
  const check = useDocument('dataCheck', series === null ? null : `/data/check?series=${encodeURIComponent(series)}`);
  const fetching = useJob(data.reload);
  return (
    <>
      <div class="top">
        <h1>{t('data.title')}</h1>
      </div>
      <Card title={t('data.fetch')}>
        <form
          class="row"
          onSubmit={(event) => {
            event.preventDefault();
            fetching.start({
              kind: 'fetch',
              request: { symbols: [symbol.trim()], interval: interval.trim(), days: 90 },
            });
          }}
        >
          <label>
            {t('data.symbol')}
            <input required value={symbol} onInput={({ currentTarget }) => setSymbol(currentTarget.value)} />
          </label>
          <label>
            {t('data.interval')}
            <input required value={interval} onInput={({ currentTarget }) => setInterval(currentTarget.value)} />
          </label>
          <button class="primary" disabled={fetching.isBusy}>
            {t('data.fetch.run')}
          </button>
        </form>
        <JobLine control={fetching} />
      </Card>
      <Shown loaded={data}>
        {({ bars }) =>
          bars.length === 0 ? (
            <Empty title={t('data.empty')}>{t('data.empty.remedy')}</Empty>
          ) : (
            <Card title={t('data.stored')}>
              <Table
                caption={t('data.stored')}
                head={HEAD.map((each) => t(`data.${each}`))}
                rows={bars.map((row) => {
                  const name = `${row.symbol}:${row.interval}`;
                  return {
                    key: `${row.source} ${name}`,
                    cells: [
                      <button onClick={() => setSeries(name)}>{row.symbol}</button>,
                      row.interval,
                      row.source,
                      number(row.rows),
                      day(row.from),
                      day(row.to),
                      number(row.missing),
                    ],
                  };
                })}
              />
            </Card>
          )
        }
      </Shown>
      {series !== null && (
        <Card title={t('data.check', { series })}>
          <Shown loaded={check}>
            {({ reports }) => {
              const findings = reports.flatMap((report) => report.findings);
              if (findings.length === 0) return <p>{t('data.check.none')}</p>;
              return (
                <ul class="plain">
                  {findings.map(({ kind, message }) => (
                    <li key={message}>
                      <code>{kind}</code> {message}
                    </li>
                  ))}
                </ul>
              );
            }}
          </Shown>
        </Card>
      )}
    </>
  );
}
