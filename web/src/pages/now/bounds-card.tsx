import type { CycleDocument } from '../../../../src/contract/cycle.js';
import { useWords } from '../../language/use-language.js';
import { Card } from '../../parts/card.js';

/** What code after the model made of the opinion, and what was refused. */
export function BoundsCard({ cycle }: { readonly cycle: CycleDocument }) {
  const { t, said, percent, number } = useWords();
  const { earned, calibration, news_cap: cap, warnings } = cycle;
  const earnedText =
    earned === null
      ? t('now.earned.off')
      : earned.refused !== null
        ? t('now.earned.none', { reason: earned.refused })
        : t('now.earned', { share: percent(earned.share), evidence: earned.evaluation ?? t('none') });
  return (
    <Card title={t('now.bounds')}>
      <p>{earnedText}</p>
      {typeof earned?.because === 'string' && <p class="quiet">{said(earned.because)}</p>}
      {calibration !== null && (
        <p>{t('now.calibration', { kind: calibration.kind, percent: percent(calibration.prob_bull, 1) })}</p>
      )}
      {cap !== null && <p>{t('now.newscap', { cap: number(cap.cap) })}</p>}
      <h3>{t('now.warnings')}</h3>
      {warnings.length === 0 ? (
        <p class="quiet">{t('now.warnings.none')}</p>
      ) : (
        <ul class="plain">
          {warnings.map((warning) => (
            <li key={warning}>{said(warning)}</li>
          ))}
        </ul>
      )}
    </Card>
  );
}
