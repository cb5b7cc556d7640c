import type { CycleRow, StoredCycle } from '../../../../src/contract/dashboard-cycles.js';
import { Gauge } from '../../charts/gauge.js';
import { useWords } from '../../language/use-language.js';
import { Card } from '../../parts/card.js';
import { History } from './history.js';

const CLASSES = { bull: 'up', bear: 'down', neutral: 'flat' } as const;

/** The regime as a gauge, and its history with what came true. */
export function RegimeCard({
  stored,
  history,
}: {
  readonly stored: StoredCycle;
  readonly history: readonly CycleRow[];
}) {
  const { t, percent, moment } = useWords();
  const { llm_output: opinion, snapshot } = stored.cycle;
  return (
    <Card title={`${t('now.gauge.title')} · ${snapshot.base_asset}`}>
      {opinion === null ? (
        <p class="figure flat">{t('regime.none')}</p>
      ) : (
        <>
          <p class={`figure ${CLASSES[opinion.regime_label]}`}>{t(`regime.${opinion.regime_label}`)}</p>
          <p class="quiet">
            {t('now.confidence', { level: t(`now.confidence.${opinion.confidence_level}`) })} · {moment(stored.time)}
          </p>
          <Gauge
            probability={opinion.prob_bull}
            label={t('now.gauge', {
              asset: snapshot.base_asset,
              hours: snapshot.horizon_hours,
              percent: percent(opinion.prob_bull, 1),
            })}
          />
        </>
      )}
      <History cycles={history.filter(({ base_asset }) => base_asset === snapshot.base_asset)} />
    </Card>
  );
}
