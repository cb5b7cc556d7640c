import type { CycleRow } from '../../../../src/contract/dashboard-cycles.js';
import { Sparkline } from '../../charts/sparkline.js';
import { useWords } from '../../language/use-language.js';
import { OutcomeWord, verdictOf } from '../../parts/outcome.js';
import { Table } from '../../parts/table.js';
import { hrefOf } from '../../router.js';

/** How the probability went over the last cycles of an asset, and which of them came true. */
export function History({ cycles }: { readonly cycles: readonly CycleRow[] }) {
  const { t, percent, moment } = useWords();
  const given = cycles.filter(({ prob_bull }) => prob_bull !== null);
  if (given.length === 0) return null;
  const verdicts = given.map(({ outcome }) => verdictOf(outcome));
  const count = (wanted: (typeof verdicts)[number]): number => verdicts.filter((each) => each === wanted).length;
  const title = t('now.history', { n: given.length });
  const summary = t('outcome.history', {
    hits: count('hit'),
    misses: count('miss'),
    even: count('even'),
    open: count(null),
  });
  return (
    <>
      <h3>{title}</h3>
      <Sparkline
        points={given
          .map(({ prob_bull, outcome }) => {
            const verdict = verdictOf(outcome);
            return { value: prob_bull!, mark: verdict === 'hit' || verdict === 'miss' ? verdict : null };
          })
          .toReversed()}
        label={`${title}: ${summary}`}
      />
      <p class="quiet">{summary}</p>
      <details>
        <summary>{t('outcome.table')}</summary>
        <Table
          caption={title}
          head={[t('decisions.time'), t('sessions.opinion'), t('decisions.outcome')]}
          rows={given.map((row) => ({
            key: row.id,
            cells: [
              <a href={hrefOf('now', row.id)}>{moment(row.time)}</a>,
              percent(row.prob_bull, 1),
              <OutcomeWord outcome={row.outcome} />,
            ],
          }))}
        />
      </details>
    </>
  );
}
