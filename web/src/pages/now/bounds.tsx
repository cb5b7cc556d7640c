import type { CycleDocument } from '../../../../src/contract/cycle.js';
import { useWords } from '../../language/use-language.js';
import { Panel } from '../../ui/panel.js';

/** What code after the model made of the opinion, and what was refused. */
export function Bounds({ cycle }: { readonly cycle: CycleDocument }) {
  const { t } = useWords();
  return (
    <Panel title={t('now.bounds')}>
      <Earned cycle={cycle} />
      <h3>{t('now.warnings')}</h3>
      {cycle.warnings.length === 0 ? (
        <p>{t('now.warnings.none')}</p>
      ) : (
        <ul class="said">
          {cycle.warnings.map((warning, index) => (
            <li key={index}>{warning}</li>
          ))}
        </ul>
      )}
    </Panel>
  );
}

function Earned({ cycle: { earned, calibration, news_cap: newsCap } }: { readonly cycle: CycleDocument }) {
  const { t, percent, number } = useWords();
  return (
    <ul>
      <li>
        {earned === null
          ? t('now.earned.off')
          : earned.refused === null
            ? t('now.earned', { share: percent(earned.share), evidence: earned.evaluation ?? t('none') })
            : t('now.earned.none', { reason: earned.refused })}
      </li>
      {earned?.because !== null && earned !== null && <li>{earned.because}</li>}
      {calibration !== null && (
        <li>{t('now.calibration', { kind: calibration.kind, percent: percent(calibration.prob_bull) })}</li>
      )}
      {newsCap !== null && <li>{t('now.newscap', { cap: number(newsCap.cap) })}</li>}
    </ul>
  );
}
