import type { PageProps } from '../../app.js';
import { useDocument } from '../../api/use-document.js';
import { useWords } from '../../language/use-language.js';
import { hrefOf } from '../../router.js';
import { Empty, Show } from '../../ui/states.js';
import { Table } from '../../ui/table.js';
import { HaltAll } from './halt-all.js';
import { OneSession } from './one-session.js';
import { StartDemo } from './start-demo.js';

/** Paper and live sessions: all of them, or one. */
export default function Sessions({ id }: PageProps) {
  const { t } = useWords();
  return (
    <>
      <div class="head">
        <h1>{id === null ? t('sessions.title') : id}</h1>
        {id === null ? <HaltAll /> : <a href={hrefOf('sessions')}>{t('sessions.all')}</a>}
      </div>
      {id === null ? <AllSessions /> : <OneSession name={id} />}
    </>
  );
}

function AllSessions() {
  const { t, number, change, moment } = useWords();
  const loaded = useDocument('sessions', '/sessions', ['session']);
  return (
    <>
      <StartDemo onStarted={loaded.reload} />
      <Show loaded={loaded}>
        {({ sessions }) =>
          sessions.length === 0 ? (
            <Empty what={t('sessions.empty')} remedy={t('sessions.empty.remedy')} />
          ) : (
            <Table
              label={t('sessions.title')}
              rows={sessions}
              keyOf={({ session }) => session}
              columns={[
                { title: t('sessions.name'), show: ({ session }) => <a href={hrefOf('sessions', session)}>{session}</a> },
                { title: t('sessions.kind'), show: ({ kind }) => t(`sessions.kind.${kind}`) },
                {
                  title: t('sessions.status'),
                  show: ({ status, halted }) => (
                    <>
                      {t(`sessions.status.${status}`)}
                      {halted !== null && <strong class="bear"> · {t('sessions.halted')}</strong>}
                    </>
                  ),
                },
                { title: t('sessions.strategy'), show: ({ strategy }) => <code>{strategy}</code> },
                { title: t('sessions.equity'), isNumber: true, show: ({ equity }) => number(equity) },
                {
                  title: t('sessions.return'),
                  isNumber: true,
                  show: ({ equity, initial_equity: initial }) => change(equity === null ? null : equity / initial - 1),
                },
                { title: t('sessions.last'), show: ({ time }) => moment(time) },
              ]}
            />
          )
        }
      </Show>
    </>
  );
}
