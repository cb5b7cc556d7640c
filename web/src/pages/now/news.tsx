import type { CycleDocument } from '../../../../src/contract/cycle.js';
import { useWords } from '../../language/use-language.js';
import { Panel } from '../../ui/panel.js';

/** The headlines that the model was shown, as texts and nothing else; and the sources that failed. */
export function News({ cycle: { snapshot } }: { readonly cycle: CycleDocument }) {
  const { t, moment } = useWords();
  const { failures } = snapshot.data_quality;
  return (
    <Panel title={t('now.news')}>
      {snapshot.news.length === 0 ? (
        <p>{t('now.news.none')}</p>
      ) : (
        <ol class="said news">
          {snapshot.news.map(({ source, text, time_utc: time }, index) => (
            <li key={index}>
              {text}
              <span class="about">
                {' '}
                {source} · {moment(Date.parse(time))}
              </span>
            </li>
          ))}
        </ol>
      )}
      {failures.length > 0 && (
        <>
          <h3>{t('now.failures')}</h3>
          <ul class="said">
            {failures.map(({ source, reason }) => (
              <li key={source}>
                <strong>{source}</strong>: {reason}
              </li>
            ))}
          </ul>
        </>
      )}
    </Panel>
  );
}
