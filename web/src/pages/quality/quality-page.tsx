import { useDocument } from '../../api/use-document.js';
import { useWords } from '../../language/use-language.js';
import { Card } from '../../parts/card.js';
import { Empty, Shown } from '../../parts/states.js';
import { Table } from '../../parts/table.js';
import { hrefOf, type Place } from '../../router.js';
import { CrowdLine } from './crowd-line.js';
import { ForecasterCard } from './forecaster-card.js';
import { ForwardTestsCard } from './forward-tests-card.js';
import { OverTimeCard } from './over-time-card.js';

/** Evaluations; the one the address names, or else the newest, whole. */
export default function QualityPage({ place }: { readonly place: Place }) {
  const { t, moment } = useWords();
  const list = useDocument('evaluations', '/evaluations?limit=50', ['evaluation']);
  const id = place.id ?? list.document?.evaluations[0]?.id ?? null;
  return (
    <>
      <div class="top">
        <h1>{t('quality.title')}</h1>
        {list.document !== null && list.document.evaluations.length > 1 && (
          <label>
            {t('quality.choose')}
            <select
              value={id ?? ''}
              onChange={({ currentTarget }) => {
                location.hash = hrefOf('quality', currentTarget.value);
              }}
            >
              {list.document.evaluations.map((row) => (
                <option key={row.id} value={row.id}>
                  {row.symbol} · {row.horizon_hours} h · {moment(row.created_at)}
                </option>
              ))}
            </select>
          </label>
        )}
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
            id !== null && <EvaluationView id={id} />
          )
        }
      </Shown>
      <div class="gap" />
      <ForwardTestsCard />
    </>
  );
}

function EvaluationView({ id }: { readonly id: string }) {
  const { t, number, score } = useWords();
  const path = `/evaluations/${encodeURIComponent(id)}`;
  const evaluation = useDocument('evaluation', path);
  const standing = useDocument('evaluationStanding', `${path}/standing`, ['cycle']);
  return (
    <Shown loaded={evaluation}>
      {({ evaluation: document }) => (
        <Shown loaded={standing}>
          {({ names, forecasters }) => (
            <div class="grid">
              {document.forecasters.map((forecaster, index) => (
                <ForecasterCard
                  key={names[index]}
                  of={forecaster}
                  standing={forecasters[index]!}
                  wide={forecasters.length === 1}
                />
              ))}
              <OverTimeCard key={id} id={id} forecasters={[...new Set(names)]} />
              <Card title={t('quality.baselines')} wide>
                <Table
                  caption={t('quality.baselines')}
                  head={[t('quality.forecaster'), t('quality.n'), t('quality.brier'), t('quality.skill')]}
                  rows={[...document.forecasters, ...document.baselines].map(({ headline }, index) => ({
                    key: `${index} ${names[index]!}`,
                    cells: [
                      names[index],
                      number(headline?.scores.sample.n ?? null),
                      score(headline?.scores.brier.score ?? null),
                      score(headline?.scores.brier.skill ?? null),
                    ],
                  }))}
                />
                <CrowdLine of={document} />
              </Card>
            </div>
          )}
        </Shown>
      )}
    </Shown>
  );
}
