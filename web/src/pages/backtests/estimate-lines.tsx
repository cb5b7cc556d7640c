import type { EvaluationEstimate } from '../../../../src/contract/dashboard-jobs.js';
import { useWords } from '../../language/use-language.js';
import { ConfirmButton } from '../../parts/confirm-button.js';

/** What an evaluation would ask and may cost at most; nothing is asked before the reader agrees. */
export function EstimateLines({
  estimate: { decisions, models },
  isBusy,
  onConsent,
}: {
  readonly estimate: EvaluationEstimate;
  readonly isBusy: boolean;
  readonly onConsent: () => void;
}) {
  const { t, usd, number } = useWords();
  const known = models.flatMap((each) => each.usd ?? []);
  const isKnown = known.length === models.length;
  const most = known.reduce((sum, each) => sum + each, 0);
  const cost = (value: number | null): string =>
    value === null
      ? t('evaluate.cost.unknown')
      : value === 0
        ? t('evaluate.cost.none')
        : t('evaluate.cost.most', { usd: usd(value) });
  const isFree = isKnown && most === 0;
  return (
    <div class="notice stack" role="status">
      <p>{t('evaluate.decisions', { n: number(decisions) })}</p>
      {models.length === 0 && <p>{t('evaluate.free')}</p>}
      {models.length > 0 && (
        <ul class="plain">
          {models.map(({ model, prompt, questions, usd: each }) => (
            <li key={`${model} ${prompt}`}>
              {t('evaluate.line', { model, prompt, n: number(questions), cost: cost(each) })}
            </li>
          ))}
        </ul>
      )}
      {isFree ? (
        <button class="primary" disabled={isBusy} onClick={onConsent}>
          {t('evaluate.run')}
        </button>
      ) : (
        <ConfirmButton
          label={t('evaluate.run')}
          question={isKnown ? t('evaluate.sure', { usd: usd(most) }) : t('evaluate.sure.unknown')}
          onConfirm={onConsent}
        />
      )}
    </div>
  );
}
