import { useState } from 'preact/hooks';
import type { PageProps } from '../../app.js';
import { useDocument } from '../../api/use-document.js';
import { useWords } from '../../language/use-language.js';
import { hrefOf } from '../../router.js';
import { Empty, Show } from '../../ui/states.js';
import { Table } from '../../ui/table.js';
import { Call } from './call.js';

/** Every recorded model call: all of them, filtered; or one, whole. */
export default function Decisions({ id }: PageProps) {
  const { t } = useWords();
  return (
    <>
      <div class="head">
        <h1>{id === null ? t('decisions.title') : t('decisions.one')}</h1>
        {id !== null && <a href={hrefOf('decisions')}>{t('decisions.all')}</a>}
      </div>
      {id === null ? <Calls /> : <Call id={id} />}
    </>
  );
}

const PAGE_SIZE = 50;

function Calls() {
  const { t, moment, number, usd, duration } = useWords();
  const [filter, setFilter] = useState('');
  const [before, setBefore] = useState<string | null>(null);
  const query = new URLSearchParams({
    limit: String(PAGE_SIZE),
    ...(filter.length < 2 ? {} : { q: filter }),
    ...(before === null ? {} : { before }),
  });
  const loaded = useDocument('calls', `/calls?${query.toString()}`, ['cycle', 'evaluation']);
  return (
    <>
      <form class="buttons" role="search" onSubmit={(event) => event.preventDefault()}>
        <label>
          {t('decisions.filter')}
          <input
            type="search"
            value={filter}
            maxLength={200}
            onInput={({ currentTarget }) => {
              setFilter(currentTarget.value.trim());
              setBefore(null);
            }}
          />
        </label>
      </form>
      <Show loaded={loaded}>
        {({ calls, more }) =>
          calls.length === 0 ? (
            <Empty what={t('decisions.empty')} remedy={t('decisions.empty.remedy')} />
          ) : (
            <>
              <Table
                label={t('decisions.title')}
                rows={calls}
                keyOf={({ key }) => key}
                columns={[
                  {
                    title: t('decisions.at'),
                    show: ({ key, created_at: at }) => <a href={hrefOf('decisions', key)}>{moment(Date.parse(at))}</a>,
                  },
                  { title: t('decisions.model'), show: ({ model }) => <code>{model}</code> },
                  { title: t('decisions.variant'), show: ({ variant, repair }) => (repair > 0 ? `${variant} · ${t('decisions.repair', { n: repair })}` : variant) },
                  { title: t('decisions.tokens'), isNumber: true, show: (call) => `${number(call.prompt_tokens)} · ${number(call.completion_tokens)}` },
                  { title: t('decisions.latency'), isNumber: true, show: (call) => duration(call.latency_ms) },
                  { title: t('decisions.cost'), isNumber: true, show: (call) => usd(call.cost_usd) },
                  { title: t('decisions.finish'), show: ({ finish }) => <span class={finish === 'failed' ? 'bear' : undefined}>{finish}</span> },
                ]}
              />
              <div class="buttons">
                {before !== null && (
                  <button type="button" onClick={() => setBefore(null)}>
                    {t('decisions.newest')}
                  </button>
                )}
                {more && (
                  <button
                    type="button"
                    onClick={() => {
                      const last = calls.at(-1)!;
                      setBefore(`${Date.parse(last.created_at)}.${last.key}`);
                    }}
                  >
                    {t('decisions.older')}
                  </button>
                )}
              </div>
            </>
          )
        }
      </Show>
    </>
  );
}
