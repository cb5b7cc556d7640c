import { useDocument } from '../../api/use-document.js';
import { useWords } from '../../language/use-language.js';
import { Card } from '../../parts/card.js';
import { Shown } from '../../parts/states.js';
import { Table } from '../../parts/table.js';
import { hrefOf } from '../../router.js';

/** Runs side by side: every figure, what differs in how they were made, and what makes it unfair to compare them. */
export function ComparisonCard({ ids }: { readonly ids: string }) {
  const { t, number } = useWords();
  const comparison = useDocument('compare', `/compare?runs=${encodeURIComponent(ids)}`);
  return (
    <>
      <div class="top">
        <h1>{t('compare.title')}</h1>
        <a href={hrefOf('backtests')}>{t('run.back')}</a>
      </div>
      <Shown loaded={comparison}>
        {({ runs, differences, notes }) => {
          const head = ['', ...runs.map(({ id }) => id)];
          return (
            <div class="grid">
              {notes.length > 0 && (
                <div class="notice warn wide">
                  {notes.map((note) => (
                    <p key={note}>{note}</p>
                  ))}
                </div>
              )}
              <Card title={t('compare.figures')} wide>
                <Table
                  caption={t('compare.figures')}
                  head={head}
                  rows={Object.keys(runs[0]?.metrics ?? {}).map((name) => ({
                    key: name,
                    cells: [<code>{name}</code>, ...runs.map(({ metrics }) => number(metrics[name] ?? null))],
                  }))}
                />
              </Card>
              <Card title={t('compare.differences')} wide>
                <Table
                  caption={t('compare.differences')}
                  head={head}
                  rows={differences.map(({ name, values }) => ({
                    key: name,
                    cells: [<code>{name}</code>, ...values.map((value) => value ?? '–')],
                  }))}
                />
              </Card>
            </div>
          );
        }}
      </Shown>
    </>
  );
}
