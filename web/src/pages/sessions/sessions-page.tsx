import { useDocument } from '../../api/use-document.js';
import { useWords } from '../../language/use-language.js';
import { Card } from '../../parts/card.js';
import { Empty, Shown } from '../../parts/states.js';
import { Table } from '../../parts/table.js';
import { hrefOf, type Place } from '../../router.js';
import { PaperButton } from '../backtests/paper-button.js';
import { HaltAll } from './halt-buttons.js';
import { SessionView } from './session-view.js';
import { modeOf } from './mode-of.js';

const HEAD = ['name', 'mode', 'status', 'strategy', 'equity', 'fills', 'time'] as const;

/** Every session; or one, where the address names it. */
export default function SessionsPage({ place }: { readonly place: Place }) {
  const { t, number, money, moment } = useWords();
  const sessions = useDocument('sessions', '/sessions', ['session']);
  if (place.id !== null) return <SessionView name={place.id} />;
  return (
    <>
      <div class="top">
        <h1>{t('sessions.title')}</h1>
        <div class="row">
          <PaperButton />
          <HaltAll />
        </div>
      </div>
      <Shown loaded={sessions}>
        {(document) =>
          document.sessions.length === 0 ? (
            <Empty title={t('sessions.empty')}>{t('sessions.empty.remedy')}</Empty>
          ) : (
            <Card title={t('sessions.list')}>
              <Table
                caption={t('sessions.list')}
                head={HEAD.map((each) => t(`sessions.head.${each}`))}
                rows={document.sessions.map((row) => ({
                  key: row.session,
                  cells: [
                    <a href={hrefOf('sessions', row.session)}>{row.session}</a>,
                    t(`sessions.mode.${modeOf(row)}`),
                    <>
                      {t(`sessions.status.${row.status}`)}{' '}
                      {row.halted !== null && <span class="tag down">{t('sessions.halted')}</span>}
                    </>,
                    row.strategy,
                    money(row.equity),
                    number(row.fills),
                    moment(row.time),
                  ],
                }))}
              />
            </Card>
          )
        }
      </Shown>
    </>
  );
}
