import { useState } from 'preact/hooks';
import { useDocument } from '../../api/use-document.js';
import { useWords } from '../../language/use-language.js';
import { Card } from '../../parts/card.js';
import { Empty, Shown } from '../../parts/states.js';
import { Table } from '../../parts/table.js';
import { FetchForm } from './fetch-form.js';

const HEAD = ['symbol', 'interval', 'source', 'rows', 'from', 'to', 'missing'] as const;

/** What is stored, what is missing in it, and fetching more. */
export default function DataPage() {
  const { t, number, day } = useWords();
  const data = useDocument('data', '/data');
  const [series, setSeries] = useState<string | null>(null);
  const check = useDocument('dataCheck', series === null ? null : `/data/check?series=${encodeURIComponent(series)}`);
  return (
    <>
      <div class="top">
        <h1>{t('data.title')}</h1>
      </div>
      <FetchForm onDone={data.reload} onLook={setSeries} />
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
