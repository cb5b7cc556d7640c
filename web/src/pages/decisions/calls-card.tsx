import { useState } from 'preact/hooks';
import { useDocument } from '../../api/use-document.js';
import { useWords } from '../../language/use-language.js';
import { Card } from '../../parts/card.js';
import { OutcomeWord } from '../../parts/outcome.js';
import { Empty, Shown } from '../../parts/states.js';
import { Table } from '../../parts/table.js';
import { hrefOf } from '../../router.js';
import { filterQuery, Filters, NO_FILTERS, type CallFilters } from './filters.js';

const HEAD = ['time', 'outcome', 'about', 'model', 'prompt', 'purpose', 'finish', 'repair', 'tokens', 'latency', 'cost'] as const; // prettier-ignore
const PAGE = 50;

/** Recorded calls, a page at a time; two of them can be chosen and compared. */
export function CallsCard() {
  const { t, moment, number, duration, usd, percent } = useWords();
  const [filters, setFilters] = useState(NO_FILTERS);
  /** Where each page but the first begins. */
  const [cursors, setCursors] = useState<readonly string[]>([]);
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const query = filterQuery(filters);
  const before = cursors.length === 0 ? '' : `&before=${cursors.at(-1)!}`;
  const calls = useDocument('calls', `/calls?limit=${PAGE}${query}${before}`, cursors.length === 0 ? ['cycle', 'run'] : []); // prettier-ignore
  const change = (next: CallFilters): void => {
    setCursors([]);
    setFilters(next);
  };
  const choose = (key: string): void =>
    setChosen((keys) => (keys.includes(key) ? keys.filter((each) => each !== key) : [...keys, key].slice(-2)));
  const models = [...new Set(calls.document?.calls.map(({ model }) => model))];
  return (
    <Card title={t('decisions.calls')}>
      <Filters of={filters} models={models} onChange={change} />
      <Shown loaded={calls}>
        {(document) => (
          <>
            {document.calls.length === 0 ? (
              query === '' && before === '' ? (
                <Empty title={t('decisions.empty')}>{t('decisions.empty.remedy')}</Empty>
              ) : (
                <Empty title={t('decisions.none')}>{t('decisions.none.remedy')}</Empty>
              )
            ) : (
              <Table
                caption={t('decisions.calls')}
                head={[t('decisions.chosen'), ...HEAD.map((each) => t(`decisions.${each}`))]}
                rows={document.calls.map((call) => {
                  const time = moment(Date.parse(call.created_at));
                  const { symbol, decided_at } = call.outcome;
                  return {
                    key: call.key,
                    cells: [
                      <input
                        type="checkbox"
                        aria-label={t('decisions.choose', { time })}
                        checked={chosen.includes(call.key)}
                        onChange={() => choose(call.key)}
                      />,
                      <a class="nowrap" href={hrefOf('decisions', call.key)}>
                        {time}
                      </a>,
                      <>
                        {percent(call.prob_bull, 0)} <OutcomeWord outcome={call.outcome} />
                      </>,
                      symbol === null ? '–' : <span class="nowrap">{`${symbol} · ${moment(decided_at)}`}</span>,
                      call.model,
                      <span class="nowrap">{call.prompt?.split('@')[0] ?? '–'}</span>,
                      t(`decisions.purpose.${call.purpose}`),
                      call.finish,
                      call.repair,
                      `${number(call.prompt_tokens)} / ${number(call.completion_tokens)}`,
                      duration(call.latency_ms),
                      usd(call.cost_usd),
                    ],
                  };
                })}
              />
            )}
            <div class="row pager">
              <button disabled={cursors.length === 0} onClick={() => setCursors(cursors.slice(0, -1))}>
                {t('decisions.newer')}
              </button>
              <button
                disabled={document.next === null}
                onClick={() => document.next !== null && setCursors([...cursors, document.next])}
              >
                {t('decisions.older')}
              </button>
              {chosen.length === 2 && (
                <a class="button" href={hrefOf('decisions', chosen.join(','))}>
                  {t('decisions.compare')}
                </a>
              )}
              {query !== '' && <span class="quiet">{t('decisions.looked', { n: document.looked_through })}</span>}
            </div>
          </>
        )}
      </Shown>
    </Card>
  );
}
