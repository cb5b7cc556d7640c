import { useDocument } from '../../api/use-document.js';
import { useWords } from '../../language/use-language.js';
import { Panel } from '../../ui/panel.js';
import { Show } from '../../ui/states.js';

/** A call with its texts: what was asked, what came back, what the parser made of it. All of it is text. */
export function Call({ id }: { readonly id: string }) {
  const { t, moment, number, usd, duration, percent } = useWords();
  const loaded = useDocument('call', `/calls/${encodeURIComponent(id)}`);
  return (
    <Show loaded={loaded}>
      {(call) => (
        <div class="panels">
          <Panel title={t('decisions.outcome')}>
            {call.assessment === null ? (
              <p class="said bear">{call.failure?.message ?? call.refused_because ?? t('regime.none')}</p>
            ) : (
              <>
                <p>
                  <strong>{t(`regime.${call.assessment.regime_label}`)}</strong> {percent(call.assessment.prob_bull)}
                </p>
                <p class="said">{call.assessment.reasoning_short}</p>
              </>
            )}
            {call.corrections.length > 0 && (
              <>
                <h3>{t('decisions.corrections')}</h3>
                <ul class="said">
                  {call.corrections.map((each, index) => (
                    <li key={index}>{each}</li>
                  ))}
                </ul>
              </>
            )}
          </Panel>
          <Panel title={t('now.cost')}>
            <dl>
              <dt>{t('decisions.at')}</dt>
              <dd>{moment(Date.parse(call.created_at))}</dd>
              <dt>{t('decisions.model')}</dt>
              <dd>
                <code>{call.model}</code>
              </dd>
              <dt>{t('decisions.variant')}</dt>
              <dd>{call.variant}</dd>
              <dt>{t('decisions.tokens')}</dt>
              <dd>
                {number(call.prompt_tokens)} · {number(call.completion_tokens)}
              </dd>
              <dt>{t('decisions.latency')}</dt>
              <dd>{duration(call.latency_ms)}</dd>
              <dt>{t('decisions.cost')}</dt>
              <dd>{usd(call.cost_usd)}</dd>
              <dt>{t('decisions.finish')}</dt>
              <dd>{call.finish}</dd>
            </dl>
          </Panel>
          {(
            [
              ['decisions.answer', call.text],
              ['decisions.user', call.user],
              ['decisions.system', call.system],
            ] as const
          ).map(([key, text]) => (
            <Panel key={key} title={t(key)} wide>
              <pre tabIndex={0} aria-label={t(key)}>
                {text}
              </pre>
            </Panel>
          ))}
        </div>
      )}
    </Show>
  );
}
