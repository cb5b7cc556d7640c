import type { CycleRow, StoredCycle } from '../../../../src/contract/dashboard-cycles.js';
import { useWords } from '../../language/use-language.js';
import { Card } from '../../parts/card.js';
import { OutcomeCard } from '../../parts/outcome.js';
import { BoundsCard } from './bounds-card.js';
import { CostCard } from './cost-card.js';
import { RegimeCard } from './regime-card.js';
import { SizesCard } from './sizes-card.js';
import { SnapshotCard } from './snapshot-card.js';

/** One cycle, whole. What a model or a source has written is shown as text. */
export function CycleView({
  stored,
  history,
}: {
  readonly stored: StoredCycle;
  readonly history: readonly CycleRow[];
}) {
  const { t, found } = useWords();
  const { cycle } = stored;
  // A statistical rule speaks in sentences of ours; a model's own words stay as they are.
  const told = (text: string): string => (cycle.model.kind === 'baseline' ? found(text) : text);
  const reasoning = cycle.llm_output?.reasoning_short ?? '';
  return (
    <>
      {stored.source === 'demo' && <p class="notice warn">{t('demo.notice')}</p>}
      <div class="grid">
        <RegimeCard stored={stored} history={history} />
        <SizesCard stored={stored} />
        <Card title={t('now.reasoning')}>
          <p>{reasoning === '' ? t('now.reasoning.none') : told(reasoning)}</p>
          {(cycle.llm_output?.factors_summary.length ?? 0) > 0 && <h3>{t('now.factors')}</h3>}
          <ul>
            {cycle.llm_output?.factors_summary.map((factor) => (
              <li key={factor}>{told(factor)}</li>
            ))}
          </ul>
        </Card>
        <BoundsCard cycle={cycle} />
        <OutcomeCard outcome={stored.outcome} />
        <CostCard cycle={cycle} />
        <Card title={t('now.news')} wide>
          {cycle.snapshot.news.length === 0 && <p class="quiet">{t('now.news.none')}</p>}
          <ul class="plain">
            {cycle.snapshot.news.map((item) => (
              <li key={`${item.time_utc} ${item.text}`}>
                {item.text}
                <br />
                <span class="quiet">
                  {item.source} · {item.time_utc.slice(0, 16).replace('T', ' ')} UTC
                </span>
              </li>
            ))}
          </ul>
        </Card>
        <SnapshotCard snapshot={cycle.snapshot} />
      </div>
    </>
  );
}
