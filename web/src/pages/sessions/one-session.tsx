import { useMemo } from 'preact/hooks';
import { useDocument } from '../../api/use-document.js';
import { Plot } from '../../charts/plot.js';
import { useWords } from '../../language/use-language.js';
import { Panel } from '../../ui/panel.js';
import { Show } from '../../ui/states.js';
import { Table } from '../../ui/table.js';
import { Journal } from './journal.js';
import { SessionButtons } from './session-buttons.js';
import { Standing } from './standing.js';

/** A session as it stands: control, equity, positions with their stops, limits and how near they are, faults, the end of its journal. */
export function OneSession({ name }: { readonly name: string }) {
  const { t, number, percent, moment } = useWords();
  const path = `/sessions/${encodeURIComponent(name)}`;
  const detail = useDocument('session', path, ['session']);
  return (
    <Show loaded={detail}>
      {({ session, limits }) => (
        <>
          <SessionButtons session={session} onDone={detail.reload} />
          {session.halted !== null && <p class="notice">{`${t('sessions.halted')}: ${session.halted}`}</p>}
          <div class="panels">
            <Standing session={session} />
            <EquityPanel path={path} />
            <Panel title={t('sessions.positions')} wide>
              <Table
                label={t('sessions.positions')}
                rows={session.symbols}
                keyOf={({ symbol }) => symbol}
                columns={[
                  { title: t('sessions.symbol'), show: ({ symbol }) => symbol },
                  { title: t('sessions.price'), isNumber: true, show: ({ price }) => number(price) },
                  { title: t('sessions.position'), isNumber: true, show: ({ position }) => number(position) },
                  { title: t('sessions.exposure'), isNumber: true, show: ({ exposure }) => percent(exposure, 1) },
                  { title: t('sessions.wanted'), isNumber: true, show: ({ wanted }) => percent(wanted, 1) },
                  { title: t('sessions.sent'), isNumber: true, show: ({ sent }) => percent(sent, 1) },
                  { title: t('sessions.stop'), isNumber: true, show: ({ stop }) => number(stop) },
                ]}
              />
            </Panel>
            <Panel title={t('sessions.limits')}>
              {limits.length === 0 ? (
                <p>{t('sessions.limits.none')}</p>
              ) : (
                <Table
                  label={t('sessions.limits')}
                  rows={limits}
                  keyOf={({ name: limit }) => limit}
                  columns={[
                    { title: t('sessions.limit'), show: (limit) => <code>{limit.name}</code> },
                    { title: t('sessions.limit.at'), isNumber: true, show: ({ limit }) => (typeof limit === 'number' ? number(limit) : String(limit)) },
                    { title: t('sessions.limit.used'), isNumber: true, show: ({ used }) => number(used) },
                    {
                      title: t('sessions.limit.share'),
                      show: ({ name: limit, share }) =>
                        share === null ? t('unknown') : <meter aria-label={limit} min={0} max={1} high={0.8} optimum={0} value={Math.min(share, 1)} />,
                    },
                  ]}
                />
              )}
            </Panel>
            <Panel title={t('sessions.faults')}>
              {session.last_faults.length === 0 ? (
                <p>{t('none')}</p>
              ) : (
                <ul class="said">
                  {session.last_faults.map(({ at, code, reason }) => (
                    <li key={`${at} ${code}`}>
                      {moment(at)} <code>{code}</code> {reason}
                    </li>
                  ))}
                </ul>
              )}
            </Panel>
            <Journal path={path} />
          </div>
        </>
      )}
    </Show>
  );
}

function EquityPanel({ path }: { readonly path: string }) {
  const { t, number, change } = useWords();
  const equity = useDocument('sessionEquity', `${path}/equity?points=1000`, ['session']);
  const { document } = equity;
  const lines = useMemo(
    () => (document === null ? [] : [{ label: t('sessions.equity'), colour: 'accent', values: document.value }]),
    [document, t],
  );
  return (
    <Panel title={t('sessions.equity')} wide>
      <Show loaded={equity}>
        {({ time, value, initial_equity: initial }) =>
          time.length < 2 ? (
            <p>{t('sessions.equity.none')}</p>
          ) : (
            <Plot
              times={time}
              lines={lines}
              format={number}
              says={t('sessions.equity.says', { from: number(initial), to: number(value.at(-1)!), change: change(value.at(-1)! / initial - 1) })}
            />
          )
        }
      </Show>
    </Panel>
  );
}
