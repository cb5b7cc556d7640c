import type { StoredCycle } from '../../../../src/contract/dashboard-cycles.js';
import { Waterfall } from '../../charts/waterfall.js';
import { useWords } from '../../language/use-language.js';
import { Card } from '../../parts/card.js';
import { Table } from '../../parts/table.js';

/** Recommended sizes, and how their multipliers came about. */
export function SizesCard({ stored }: { readonly stored: StoredCycle }) {
  const { t, number, percent } = useWords();
  const { cycle, steps } = stored;
  return (
    <Card title={t('now.sizes')}>
      <p class="quiet">{t('now.sizes.about')}</p>
      <Table
        caption={t('now.sizes')}
        head={[t('now.side'), t('now.base'), t('now.k'), t('now.position')]}
        rows={(['long', 'short'] as const).map((side) => ({
          key: side,
          cells: [
            t(`side.${side}`),
            percent(cycle[`base_${side}`], 1),
            number(Math.round(cycle[`k_${side}`] * 1e3) / 1e3),
            <strong>{percent(cycle[`pos_${side}`], 2)}</strong>,
          ],
        }))}
      />
      {steps === null ? (
        <p class="quiet">{t('now.waterfall.none')}</p>
      ) : (
        (['long', 'short'] as const).map((side) => (
          <Waterfall key={side} steps={steps[side]} side={t(`side.${side}`)} />
        ))
      )}
    </Card>
  );
}
