import { useDocument } from '../../api/use-document.js';
import { useWords } from '../../language/use-language.js';
import { Card } from '../../parts/card.js';
import { Table } from '../../parts/table.js';

/** What was claimed before it was known; nothing where nothing was. */
export function ForwardTestsCard() {
  const { t, moment } = useWords();
  const { document } = useDocument('forwardTests', '/forward-tests', ['evaluation']);
  if (document === null || document.registrations.length === 0) return null;
  return (
    <Card title={t('quality.forward')}>
      <p class="quiet">{t('quality.forward.about')}</p>
      <Table
        caption={t('quality.forward')}
        head={[
          '#',
          t('quality.forward.since'),
          t('quality.forecaster'),
          t('decisions.asset'),
          t('quality.forward.claim'),
        ]}
        rows={document.registrations.map(({ number, registration }) => ({
          key: String(number),
          cells: [
            number,
            moment(registration.registered_at),
            [registration.model.id, registration.prompt?.id ?? []].flat().join(' · '),
            registration.symbol,
            registration.hypothesis,
          ],
        }))}
      />
      <p class="quiet">{t('quality.forward.more')}</p>
      <pre>
        <code>llm-trading evaluate --registered {document.registrations.at(-1)!.number}</code>
      </pre>
    </Card>
  );
}
