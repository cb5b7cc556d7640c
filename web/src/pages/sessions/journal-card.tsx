import { useDocument } from '../../api/use-document.js';
import { useWords } from '../../language/use-language.js';
import { Card } from '../../parts/card.js';
import { Shown } from '../../parts/states.js';
import { Table } from '../../parts/table.js';

const LONGEST = 300;

/** The last records of a session, the newest first. */
export function JournalCard({ path }: { readonly path: string }) {
  const { t, moment } = useWords();
  const journal = useDocument('sessionJournal', `${path}/journal?limit=30`, ['session']);
  return (
    <Card title={t('journal.title')} wide>
      <Shown loaded={journal}>
        {({ records }) => (
          <Table
            caption={t('journal.title')}
            head={['#', t('journal.at'), t('journal.kind'), t('journal.data')]}
            rows={records.toReversed().map(({ seq, at, kind, data }) => ({
              key: String(seq),
              cells: [
                seq,
                <span class="nowrap">{moment(at)}</span>,
                kind,
                <code class="record">{JSON.stringify(data).slice(0, LONGEST)}</code>,
              ],
            }))}
          />
        )}
      </Shown>
    </Card>
  );
}
