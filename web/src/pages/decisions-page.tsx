import { useState } from 'preact/hooks';
import { useDocument } from '../api/use-document.js';
import { useWords } from '../language/use-language.js';
import { Card, Facts } from '../parts/card.js';
import { Empty, Shown } from '../parts/states.js';
import { Table } from '../parts/table.js';
import { hrefOf, type Place } from '../router.js';

const HEAD = ['time', 'model', 'finish', 'repair', 'tokens', 'latency', 'cost'] as const;

/** Every recorded model call; or one with its texts, where the address names it. */
export default function DecisionsPage({ place }: { readonly place: Place }) {
  const { t, moment, number, duration, usd } = useWords();
  const [q, setQuery] = useState('');
  const query = q.trim().length < 2 ? '' : `&q=${encodeURIComponent(q.trim())}`;
  const calls = useDocument('calls', place.id === null ? `/calls?limit=100${query}` : null, ['cycle', 'run']);
  const cycles = useDocument('cycles', place.id === null ? '/cycles?limit=50' : null, ['cycle']);
  if (place.id !== null) return <Call id={place.id} />;
  return (
    <>
      <div class="top">
        <h1>{t('decisions.title')}</h1>
        <label>
          {t('decisions.search')}
          <input type="search" value={q} onInput={({ currentTarget }) => setQuery(currentTarget.value)} />
        </label>
      </div>
      <Shown loaded={calls}>
        {(document) =>
          document.calls.length === 0 ? (
            <Empty title={t('decisions.empty')}>{t('decisions.empty.remedy')}</Empty>
          ) : (
            <Card title={t('decisions.calls')}>
              <Table
                caption={t('decisions.calls')}
                head={HEAD.map((each) => t(`decisions.${each}`))}
                rows={document.calls.map((call) => ({
                  key: call.key,
                  cells: [
                    <a href={hrefOf('decisions', call.key)}>{moment(Date.parse(call.created_at))}</a>,
                    call.model,
                    call.finish,
                    call.repair,
                    `${number(call.prompt_tokens)} / ${number(call.completion_tokens)}`,
                    duration(call.latency_ms),
                    usd(call.cost_usd),
                  ],
                }))}
              />
            </Card>
          )
        }
      </Shown>
      <div class="gap" />
      <Shown loaded={cycles}>
        {(document) => (
          <Card title={t('decisions.cycles')}>
            <Table
              caption={t('decisions.cycles')}
              head={[
                t('decisions.time'),
                t('decisions.asset'),
                t('decisions.model'),
                t('now.gauge.title'),
                'k long',
                'k short',
              ]}
              rows={document.cycles.map((row) => ({
                key: row.id,
                cells: [
                  <a href={hrefOf('now', row.id)}>{moment(row.time)}</a>,
                  row.base_asset,
                  row.model,
                  t(`regime.${row.regime_label ?? 'none'}`),
                  number(Math.round(row.k_long * 1e3) / 1e3),
                  number(Math.round(row.k_short * 1e3) / 1e3),
                ],
              }))}
            />
          </Card>
        )}
      </Shown>
    </>
  );
}

function Call({ id }: { readonly id: string }) {
  const { t, said, percent, duration, usd } = useWords();
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
            <Card title={shown.model} wide>
              <Facts
                of={[
                  [t('decisions.finish'), shown.finish],
                  [t('decisions.latency'), duration(shown.latency_ms)],
                  [t('decisions.cost'), usd(shown.cost_usd)],
                  [t('sessions.opinion'), percent(shown.assessment?.prob_bull ?? null, 1)],
                ]}
              />
              <p>{said(shown.refused_because ?? shown.failure?.message ?? '')}</p>
              <ul>
                {shown.corrections.map((each) => (
                  <li key={each}>{each}</li>
                ))}
              </ul>
            </Card>
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
