import type { CycleDocument } from '../../../../src/contract/cycle.js';
import { useWords } from '../../language/use-language.js';
import { Panel } from '../../ui/panel.js';

/** Who was asked, and what that cost. */
export function Cost({ cycle: { model, usage } }: { readonly cycle: CycleDocument }) {
  const { t, usd, number, duration } = useWords();
  return (
    <Panel title={t('now.cost')}>
      <dl>
        <dt>{t('now.cost.model')}</dt>
        <dd>
          <code>{model.id}</code>
        </dd>
        {model.prompt !== undefined && (
          <>
            <dt>{t('now.cost.prompt')}</dt>
            <dd>
              <code>{model.prompt}</code>
            </dd>
          </>
        )}
        {usage !== null && (
          <>
            <dt>{t('now.cost.usd')}</dt>
            <dd>{usd(usage.cost_usd)}</dd>
            <dt>{t('now.cost.tokens')}</dt>
            <dd>
              {number(usage.prompt_tokens)} · {number(usage.completion_tokens)}
            </dd>
            <dt>{t('now.cost.latency')}</dt>
            <dd>{duration(usage.latency_ms)}</dd>
          </>
        )}
      </dl>
      <p>{t(usage === null ? 'now.cost.free' : usage.replayed ? 'now.cost.cached' : 'now.cost.paid')}</p>
    </Panel>
  );
}
