import type { CycleDocument } from '../../../../src/contract/cycle.js';
import { useWords } from '../../language/use-language.js';
import { Card, Facts } from '../../parts/card.js';

/** Who answered, what it cost, and whether it was paid this time. */
export function CostCard({ cycle: { model, usage } }: { readonly cycle: CycleDocument }) {
  const { t, usd, number, duration } = useWords();
  const how = usage === null ? 'free' : usage.replayed ? 'cached' : 'paid';
  return (
    <Card title={t('now.cost')}>
      <p>{t(`now.cost.${how}`)}</p>
      <Facts
        of={[
          [t('now.cost.model'), model.id],
          ...(model.prompt === undefined ? [] : [[t('now.cost.prompt'), model.prompt] as const]),
          ...(usage === null
            ? []
            : [
                [t('now.cost.usd'), usd(usage.cost_usd)] as const,
                [t('now.cost.tokens'), `${number(usage.prompt_tokens)} / ${number(usage.completion_tokens)}`] as const,
                [t('now.cost.latency'), duration(usage.latency_ms)] as const,
              ]),
        ]}
      />
    </Card>
  );
}
