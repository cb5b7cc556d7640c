import { useDocument } from '../../api/use-document.js';
import { useWords } from '../../language/use-language.js';
import { Card } from '../../parts/card.js';
import { OutcomeWord } from '../../parts/outcome.js';
import { Shown } from '../../parts/states.js';
import { Table } from '../../parts/table.js';
import { hrefOf, type Place } from '../../router.js';
import { CallView } from './call-view.js';
import { CallsCard } from './calls-card.js';
import { CompareView } from './compare-view.js';

/** Every recorded model call and every kept cycle; or a call, or two side by side, where the address names them. */
export default function DecisionsPage({ place }: { readonly place: Place }) {
  const { t } = useWords();
  const [first, second] = place.id?.split(',') ?? [];
  if (first !== undefined && second !== undefined) return <CompareView ids={[first, second]} />;
  if (first !== undefined) return <CallView id={first} />;
  return (
    <>
      <div class="top">
        <h1>{t('decisions.title')}</h1>
      </div>
      <CallsCard />
      <div class="gap" />
      <CyclesCard />
    </>
  );
}

function CyclesCard() {
  const { t, moment, number, percent } = useWords();
  const cycles = useDocument('cycles', '/cycles?limit=50', ['cycle']);
  return (
    <Shown loaded={cycles}>
      {(document) => (
        <Card title={t('decisions.cycles')}>
          <Table
            caption={t('decisions.cycles')}
            head={[
              t('decisions.time'),
              t('decisions.asset'),
              t('decisions.model'),
              t('now.gauge.title'),
              t('decisions.outcome'),
              t('decisions.k', { side: t('side.long') }),
              t('decisions.k', { side: t('side.short') }),
            ]}
            rows={document.cycles.map((row) => ({
              key: row.id,
              cells: [
                <a href={hrefOf('now', row.id)}>{moment(row.time)}</a>,
                row.base_asset,
                row.model,
                `${t(`regime.${row.regime_label ?? 'none'}`)} ${percent(row.prob_bull, 0)}`,
                <OutcomeWord outcome={row.outcome} />,
                number(Math.round(row.k_long * 1e3) / 1e3),
                number(Math.round(row.k_short * 1e3) / 1e3),
              ],
            }))}
          />
        </Card>
      )}
    </Shown>
  );
}
