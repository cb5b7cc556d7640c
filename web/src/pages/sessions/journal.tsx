import { useDocument } from '../../api/use-document.js';
import { useWords } from '../../language/use-language.js';
import { Panel } from '../../ui/panel.js';
import { Show } from '../../ui/states.js';
import { Table } from '../../ui/table.js';

/** The end of the record of truth. */
export function Journal({ path }: { readonly path: string }) {
  const { t, moment, number } = useWords();
  const journal = useDocument('sessionJournal', `${path}/journal?limit=50`, ['session']);
  return (
    <Panel title={t('sessions.journal')} wide>
      <Show loaded={journal}>
        {({ records }) => (
          <Table
            label={t('sessions.journal')}
            rows={records.toReversed()}
            keyOf={({ seq }) => seq}
            columns={[
              { title: '#', isNumber: true, show: ({ seq }) => number(seq) },
              { title: t('sessions.journal.at'), show: ({ at }) => moment(at) },
              { title: t('sessions.journal.kind'), show: ({ kind }) => <code>{kind}</code> },
              {
                title: t('sessions.journal.data'),
                show: ({ data }) => (
                  <details>
                    <summary>
                      <code>{JSON.stringify(data).slice(0, 80)}</code>
                    </summary>
                    <pre>{JSON.stringify(data, null, 2)}</pre>
                  </details>
                ),
              },
            ]}
          />
        )}
      </Show>
    </Panel>
  );
}
