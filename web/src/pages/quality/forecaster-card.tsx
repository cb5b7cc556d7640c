import type { EvaluationStanding } from '../../../../src/contract/dashboard-evaluations.js';
import type { RouteAnswer } from '../../../../src/contract/dashboard-routes.js';
import { Reliability } from '../../charts/reliability.js';
import { useWords } from '../../language/use-language.js';
import { Card, Facts } from '../../parts/card.js';

type Forecaster = RouteAnswer<'evaluation'>['evaluation']['forecasters'][number];
type Standing = EvaluationStanding['forecasters'][number];

/** One forecaster: verdict, what holds of it today, its diagram, whether it remembers. */
export function ForecasterCard({
  of,
  standing,
  wide,
}: {
  readonly of: Forecaster;
  readonly standing: Standing;
  /** Where it stands alone. */
  readonly wide: boolean;
}) {
  const { t, number, score, usd, said, found } = useWords();
  const { headline, earlier } = of;
  return (
    <Card title={standing.name} wide={wide}>
      <p class="lead">{found(of.verdict.sentence)}</p>
      <Facts
        of={[
          [t('quality.n'), number(headline?.scores.sample.n ?? null)],
          [t('quality.skill'), score(headline?.scores.brier.skill ?? null)],
          [t('quality.skill.earlier'), score(earlier?.scores.brier.skill ?? null)],
          [t('quality.cost'), usd(of.cost_usd)],
        ]}
      />
      <Today standing={standing} />
      {headline !== null && (
        <>
          <h3>{t('quality.diagram')}</h3>
          <Reliability bins={headline.scores.calibration.equal_count.diagram} />
        </>
      )}
      <ul>
        {of.suggestion.reasons.map((reason) => (
          <li key={reason}>{said(reason)}</li>
        ))}
      </ul>
      {of.kind !== 'baseline' && <Memory of={of} />}
    </Card>
  );
}

function Today({ standing: { earned, cost_per_decision: cost, needed } }: { readonly standing: Standing }) {
  const { t, percent, day, number, usd, duration, said } = useWords();
  const until =
    needed === null
      ? t('quality.standing.needed.unknown')
      : needed.more === 0
        ? t('quality.standing.needed.done', { decisions: number(needed.decisions), needed: number(Math.ceil(needed.needed)) }) // prettier-ignore
        : t('quality.standing.needed.more', { more: number(needed.more), needed: number(Math.ceil(needed.needed)), time: duration(needed.takes_ms) }); // prettier-ignore
  return (
    <>
      <h3>{t('quality.standing')}</h3>
      <Facts
        of={[
          [t('quality.standing.now'), percent(earned.share, 1)],
          [t('quality.standing.measured'), percent(earned.measured, 1)],
          [t('quality.standing.age'), percent(earned.age)],
          [t('quality.standing.drift'), percent(earned.drift)],
          [t('quality.standing.evidence'), day(earned.evidence_to)],
          [t('quality.standing.fades'), day(earned.fades_from)],
          [t('quality.standing.gone'), day(earned.gone_at)],
          [t('quality.standing.live'), number(earned.live_decisions)],
          [t('quality.standing.cost'), usd(cost)],
          [t('quality.standing.needed'), until],
        ]}
      />
      {earned.live_unscored > 0 && <p class="quiet">{t('quality.standing.unscored', { n: earned.live_unscored })}</p>}
      {earned.refused !== null && <p>{said(earned.refused)}</p>}
    </>
  );
}

function Memory({ of: { contamination } }: { readonly of: Forecaster }) {
  const { t, found } = useWords();
  return (
    <>
      <h3>{t('quality.memory')}</h3>
      {contamination === null ? (
        <p class="quiet">{t('quality.memory.none')}</p>
      ) : (
        <>
          {contamination.flags.length === 0 && <p>{t('quality.memory.fine')}</p>}
          <ul>
            {contamination.sentences.map((sentence) => (
              <li key={sentence}>{found(sentence)}</li>
            ))}
          </ul>
          <details>
            <summary>{t('quality.memory.limits')}</summary>
            <ul>
              {contamination.limits.map((limit) => (
                <li key={limit}>{found(limit)}</li>
              ))}
            </ul>
          </details>
        </>
      )}
    </>
  );
}
