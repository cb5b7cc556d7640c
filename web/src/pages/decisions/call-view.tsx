import { useDocument } from '../../api/use-document.js';
import { useWords } from '../../language/use-language.js';
import { Card, Facts } from '../../parts/card.js';
import { OutcomeCard } from '../../parts/outcome.js';
import { Shown } from '../../parts/states.js';
import { hrefOf } from '../../router.js';

/** One call with its texts, and what came of it. */
export function CallView({ id }: { readonly id: string }) {
  const { t, said, percent, duration, usd, moment, number } = useWords();
  const call = useDocument('call', `/calls/${encodeURIComponent(id)}`);
  return (
    <>
      <div class="top">
        <h1>{t('decisions.call')}</h1>
        <a href={hrefOf('decisions')}>{t('decisions.back')}</a>
      </div>
      <Shown loaded={call}>
        {(shown) => (
          <div class="grid">
            <Card title={shown.model}>
              <Facts
                of={[
                  [t('decisions.time'), moment(Date.parse(shown.created_at))],
                  [t('decisions.prompt'), shown.prompt ?? '–'],
                  [t('decisions.purpose'), t(`decisions.purpose.${shown.purpose}`)],
                  [t('sessions.opinion'), percent(shown.prob_bull, 1)],
                  [t('decisions.finish'), shown.finish],
                  [t('decisions.repair'), number(shown.repair)],
                  [t('decisions.tokens'), `${number(shown.prompt_tokens)} / ${number(shown.completion_tokens)}`],
                  [t('decisions.latency'), duration(shown.latency_ms)],
                  [t('decisions.cost'), usd(shown.cost_usd)],
                ]}
              />
              <p>{said(shown.refused_because ?? shown.failure?.message ?? '')}</p>
              <ul>
                {shown.corrections.map((each) => (
                  <li key={each}>{each}</li>
                ))}
              </ul>
            </Card>
            <OutcomeCard outcome={shown.outcome} />
            <Card title={t('decisions.system')}>
              <pre tabIndex={0}>{shown.system}</pre>
            </Card>
            <Card title={t('decisions.user')}>
              <pre tabIndex={0}>{shown.user}</pre>
            </Card>
            <Card title={t('decisions.answer')} wide>
              <pre tabIndex={0}>{shown.text}</pre>
            </Card>
          </div>
        )}
      </Shown>
    </>
  );
}
