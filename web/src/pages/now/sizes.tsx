import type { CycleDocument } from '../../../../src/contract/cycle.js';
import type { SizingSteps } from '../../../../src/contract/dashboard-cycles.js';
import { Waterfall } from '../../charts/waterfall.js';
import { useWords } from '../../language/use-language.js';
import { Panel } from '../../ui/panel.js';
import { Table } from '../../ui/table.js';

/** How much to hold on either side, and how that came about. */
export function Sizes({ cycle, steps }: { readonly cycle: CycleDocument; readonly steps: SizingSteps | null }) {
  const { t, number, percent } = useWords();
  const sides = [
    { side: 'long' as const, base: cycle.base_long, k: cycle.k_long, position: cycle.pos_long },
    { side: 'short' as const, base: cycle.base_short, k: cycle.k_short, position: cycle.pos_short },
  ];
  const ks = steps === null ? [] : [...steps.long, ...steps.short].flatMap(({ before, after }) => [before, after]);
  const most = Math.max(1, ...ks);
  return (
    <Panel title={t('now.sizes')} about={t('now.sizes.about')} wide>
      <Table
        label={t('now.sizes')}
        rows={sides}
        keyOf={({ side }) => side}
        columns={[
          { title: '', show: ({ side }) => <strong>{t(`side.${side}`)}</strong> },
          { title: t('now.base'), isNumber: true, show: ({ base }) => percent(base, 2) },
          { title: t('now.k'), isNumber: true, show: ({ k }) => number(k) },
          { title: t('now.position'), isNumber: true, show: ({ position }) => <strong>{percent(position, 2)}</strong> },
        ]}
      />
      {steps === null ? (
        <p>{t('now.waterfall.none')}</p>
      ) : (
        <div class="pair">
          <Waterfall steps={steps.long} side="long" most={most} />
          <Waterfall steps={steps.short} side="short" most={most} />
        </div>
      )}
    </Panel>
  );
}
