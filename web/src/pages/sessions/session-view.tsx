import { lazy, Suspense } from 'preact/compat';
import { useDocument } from '../../api/use-document.js';
import { useWords } from '../../language/use-language.js';
import { Card, Facts } from '../../parts/card.js';
import { Loading, Shown } from '../../parts/states.js';
import { Table } from '../../parts/table.js';
import { hrefOf } from '../../router.js';
import { SessionButtons } from './halt-buttons.js';
import { ExplanationCard } from './explanation-card.js';
import { JournalCard } from './journal-card.js';
import { modeOf } from './mode-of.js';
import { LimitsCard } from './limits-card.js';
import { OrdersCard } from './orders-card.js';

const TimeLine = lazy(() => import('../../charts/time-line.js'));
const HEAD = ['symbol', 'price', 'position', 'exposure', 'wanted', 'sent', 'stop'] as const;

/** One session as it stands: equity, positions with their stops, limits, journal, and what stops it. */
export function SessionView({ name }: { readonly name: string }) {
  const { t, number, money, percent, moment, usd, said } = useWords();
  const path = `/sessions/${encodeURIComponent(name)}`;
  const detail = useDocument('session', path, ['session']);
  const equity = useDocument('sessionEquity', `${path}/equity?points=1000`, ['session']);
  return (
    <>
      <div class="top">
        <h1>{name}</h1>
        <a href={hrefOf('sessions')}>{t('sessions.back')}</a>
      </div>
      <Shown loaded={detail}>
        {({ session, limits }) => (
          <div class="grid">
            {session.halted !== null && (
              <p class="notice warn wide" role="status">
                {t('sessions.halted.why', { reason: said(session.halted) })}
              </p>
            )}
            <Card title={t('sessions.standing')}>
              <Facts
                of={[
                  [
                    t('sessions.head.mode'),
                    [
                      t(`sessions.mode.${modeOf(session)}`),
                      ...(session.venue?.fills === 'book' ? [t('sessions.filled.book')] : []),
                    ].join(', '),
                  ],
                  [t('sessions.head.status'), t(`sessions.status.${session.status}`)],
                  [t('sessions.head.equity'), money(session.equity)],
                  [t('sessions.initial'), money(session.initial_equity)],
                  [t('sessions.head.fills'), number(session.fills)],
                  [t('sessions.head.time'), moment(session.time)],
                  [t('sessions.next'), moment(session.next_decision)],
                  [t('sessions.opinion'), percent(session.opinion?.prob_bull ?? null, 1)],
                  [t('now.cost.usd'), usd(session.model?.cost_usd ?? null)],
                ]}
              />
              <h3>{t('sessions.stops')}</h3>
              <SessionButtons name={name} isRunning={session.status === 'running'} isHalted={session.halted !== null} />
            </Card>
            <LimitsCard limits={limits} refused={session.refused} />
            <Card title={t('run.equity')} wide>
              <Shown loaded={equity}>
                {({ time, value }) => (
                  <Suspense fallback={<Loading />}>
                    <TimeLine time={time} value={value} label={t('run.equity')} />
                  </Suspense>
                )}
              </Shown>
            </Card>
            <Card title={t('sessions.positions')} wide>
              <Table
                caption={t('sessions.positions')}
                head={HEAD.map((each) => t(`positions.${each}`))}
                rows={session.symbols.map((row) => ({
                  key: row.symbol,
                  cells: [
                    row.symbol,
                    number(row.price),
                    number(row.position),
                    percent(row.exposure, 1),
                    percent(row.wanted, 1),
                    percent(row.sent, 1),
                    number(row.stop),
                  ],
                }))}
              />
            </Card>
            <OrdersCard path={path} />
            <ExplanationCard path={path} />
            <JournalCard path={path} />
          </div>
        )}
      </Shown>
    </>
  );
}
