import type { RouteAnswer } from '../../../src/contract/dashboard-routes.js';
import { useDocument } from '../api/use-document.js';
import { Reliability } from '../charts/reliability.js';
import { useWords } from '../language/use-language.js';
import { Card, Facts } from '../parts/card.js';
import { Empty, Shown } from '../parts/states.js';
import { Table } from '../parts/table.js';
import { hrefOf, type Place } from '../router.js';

type Forecaster = RouteAnswer<'evaluation'>['evaluation']['forecasters'][number];

/** Evaluations; the one the address names, or else the newest, whole. */
export default function QualityPage({ place }: { readonly place: Place }) {
  const { t, moment } = useWords();
  const list = useDocument('evaluations', '/evaluations?limit=50', ['evaluation']);
  const id = place.id ?? list.document?.evaluations[0]?.id ?? null;
  return (
    <>
      <div class="top">
        <h1>{t('quality.title')}</h1>
      </div>
      <Shown loaded={list}>
        {({ evaluations }) =>
          evaluations.length === 0 ? (
            <Empty title={t('quality.empty')}>
              {t('quality.empty.remedy')}
              <pre>
                <code>llm-trading data demo --out demo</code>
                {'\n'}
                <code>llm-trading evaluate --data demo/demo-BTCUSDT-1h.csv --model baseline/momentum</code>
              </pre>
            </Empty>
          ) : (
            <>
              <p class="row">
                {evaluations.map((row) => (
                  <a key={row.id} href={hrefOf('quality', row.id)} aria-current={row.id === id ? 'true' : undefined}>
                    {row.symbol} · {moment(row.created_at)}
                  </a>
                ))}
              </p>
              {id !== null && <EvaluationView id={id} />}
            </>
          )
        }
      </Shown>
    </>
  );
}

function EvaluationView({ id }: { readonly id: string }) {
  const { t, number, score } = useWords();
  const evaluation = useDocument('evaluation', `/evaluations/${encodeURIComponent(id)}`);
  return (
    <Shown loaded={evaluation}>
      {({ evaluation: document }) => (
        <div class="grid">
          {document.forecasters.map((forecaster) => (
            <ForecasterCard key={forecaster.id} of={forecaster} />
          ))}
          <Card title={t('quality.baselines')} wide>
            <Table
              caption={t('quality.baselines')}
              head={[t('quality.forecaster'), t('quality.n'), t('quality.brier'), t('quality.skill')]}
              rows={[...document.forecasters, ...document.baselines].map((each) => ({
                key: each.id,
                cells: [
                  each.id,
                  number(each.headline?.scores.sample.n ?? null),
                  score(each.headline?.scores.brier.score ?? null),
                  score(each.headline?.scores.brier.skill ?? null),
                ],
              }))}
            />
          </Card>
        </div>
      )}
    </Shown>
  );
}

function ForecasterCard({ of }: { readonly of: Forecaster }) {
  const { t, number, score, percent, usd } = useWords();
  const { headline, earlier } = of;
  return (
    <Card title={of.id}>
      <p class="lead">{of.verdict.sentence}</p>
      <Facts
        of={[
          [t('quality.n'), number(headline?.scores.sample.n ?? null)],
          [t('quality.skill'), score(headline?.scores.brier.skill ?? null)],
          [t('quality.skill.earlier'), score(earlier?.scores.brier.skill ?? null)],
          [t('quality.earned'), percent(of.suggestion.earned)],
          [t('quality.cost'), usd(of.cost_usd)],
          [t('quality.needed'), number(of.verdict.decisions_needed ?? null)],
        ]}
      />
      {headline !== null && (
        <>
          <h3>{t('quality.diagram')}</h3>
          <Reliability bins={headline.scores.calibration.equal_count.diagram} />
        </>
      )}
      <ul>
        {of.suggestion.reasons.map((reason) => (
          <li key={reason}>{reason}</li>
        ))}
      </ul>
    </Card>
  );
}
