import type { RepeatReport } from '../../../../src/contract/backtest.js';
import { useWords } from '../../language/use-language.js';
import { Card } from '../../parts/card.js';
import { JobLine } from '../../parts/job-line.js';
import { Table } from '../../parts/table.js';
import { useJob } from '../../parts/use-job.js';

const written = (value: unknown): string => (value === undefined ? '–' : JSON.stringify(value));

/** Runs it again, from the same inputs and with the recorded answers, and says whether the result is the same. */
export function RepeatCard({ run }: { readonly run: string }) {
  const { t, number } = useWords();
  const repeat = useJob();
  const report = repeat.job?.state === 'done' ? ((repeat.job.result?.document ?? null) as RepeatReport | null) : null;
  return (
    <Card title={t('repeat.title')}>
      <p class="quiet">{t('repeat.about')}</p>
      <button disabled={repeat.isBusy} onClick={() => repeat.start({ kind: 'repeat', request: { run } })}>
        {t('repeat.run')}
      </button>
      <JobLine control={repeat} />
      {report !== null && (
        <p class={report.identical ? 'notice' : 'notice warn'} role="status">
          {report.identical
            ? t('repeat.same', { n: report.inputs, hash: report.repeated_sha256.slice(0, 12) })
            : t('repeat.other', { n: report.differences.length })}
        </p>
      )}
      {report !== null && !report.identical && (
        <Table
          caption={t('repeat.differences')}
          head={[t('repeat.path'), t('repeat.recorded'), t('repeat.repeated')]}
          rows={[
            {
              key: 'equity',
              cells: ['final_equity', number(report.final_equity.recorded), number(report.final_equity.repeated)],
            },
            ...report.differences.map(({ path, recorded, repeated }) => ({
              key: path,
              cells: [<code>{path}</code>, written(recorded), written(repeated)],
            })),
          ]}
        />
      )}
    </Card>
  );
}
