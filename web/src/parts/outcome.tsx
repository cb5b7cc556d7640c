import type { ToldOutcome } from '../../../src/contract/decision-outcome.js';
import { useWords } from '../language/use-language.js';
import { Card, Facts } from './card.js';

const CLASSES = { hit: 'up', miss: 'down', even: 'flat', none: 'flat' } as const;

/** Whether an opinion was right; null where its outcome is not known. */
export function verdictOf({ unknown, score }: ToldOutcome): keyof typeof CLASSES | null {
  if (unknown !== null) return null;
  if (score === null) return 'none';
  return score.hit === null ? 'even' : score.hit ? 'hit' : 'miss';
}

/** What came of a decision in a word, with the return of its window; or why that is not known. */
export function OutcomeWord({ outcome }: { readonly outcome: ToldOutcome }) {
  const { t, change } = useWords();
  const verdict = verdictOf(outcome);
  if (verdict === null) return <span class="quiet">{t(`outcome.unknown.${outcome.unknown!}`)}</span>;
  return (
    <span class="nowrap">
      <span class={`tag ${CLASSES[verdict]}`}>{t(`outcome.${verdict}`)}</span> {change(outcome.market!.return)}
    </span>
  );
}

/** The same whole: what the market did, and the scores beside those of climatology. */
export function OutcomeCard({ outcome }: { readonly outcome: ToldOutcome }) {
  const { t, score: scored, percent, change } = useWords();
  const { market, score } = outcome;
  return (
    <Card title={t('outcome.title')}>
      {market === null ? (
        <p class="quiet">{t(`outcome.unknown.${outcome.unknown!}`)}</p>
      ) : (
        <>
          <p>
            <OutcomeWord outcome={outcome} />
          </p>
          <Facts
            of={[
              [t('outcome.market'), t(`regime.${market.label}`)],
              [t('outcome.return'), change(market.return)],
              [t('outcome.above'), percent(market.share_above)],
              ...(score === null
                ? []
                : ([
                    [t('outcome.stated'), percent(score.prob_bull, 1)],
                    [t('outcome.climatology'), percent(score.climatology, 1)],
                    [t('outcome.brier'), scored(score.brier)],
                    [t('outcome.brier.reference'), scored(score.brier_climatology)],
                    [t('outcome.log'), scored(score.log)],
                    [t('outcome.log.reference'), scored(score.log_climatology)],
                  ] as const)),
            ]}
          />
          {score !== null && (
            <p class="quiet">{t(score.brier < score.brier_climatology ? 'outcome.better' : 'outcome.worse')}</p>
          )}
        </>
      )}
    </Card>
  );
}
