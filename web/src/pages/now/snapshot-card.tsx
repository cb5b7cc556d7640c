import type { CycleDocument } from '../../../../src/contract/cycle.js';
import { useWords } from '../../language/use-language.js';
import { Card } from '../../parts/card.js';
import { Table } from '../../parts/table.js';

const GROUPS = ['market', 'onchain', 'macro_context'] as const;

/** What was known, field by field, with its age; what is missing says why. */
export function SnapshotCard({ snapshot }: { readonly snapshot: CycleDocument['snapshot'] }) {
  const { t, said, number, duration, moment } = useWords();
  const { fields, failures } = snapshot.data_quality;
  const gaps = Object.values(fields).filter(({ missing_because }) => missing_because !== null).length;
  return (
    <Card title={t('now.snapshot', { time: moment(Date.parse(snapshot.timestamp_utc)) })} wide>
      {gaps > 0 && <p class="quiet">{t('now.snapshot.gaps', { n: gaps })}</p>}
      {GROUPS.map((group) => (
        <details key={group} open={group === 'market'}>
          <summary>{t(`now.group.${group}`)}</summary>
          <Table
            caption={t(`now.group.${group}`)}
            head={[t('now.snapshot.field'), t('now.snapshot.value'), t('now.snapshot.age'), t('now.snapshot.source')]}
            rows={Object.entries(snapshot[group] as Readonly<Record<string, number | null>>).map(([name, value]) => {
              const quality = fields[`${group}.${name}`];
              const reason = quality?.missing_because ?? null;
              const age = quality?.age_seconds ?? null;
              return {
                key: name,
                ...(reason === null ? {} : { class: 'missing' }),
                cells: [
                  <code>{name}</code>,
                  reason === null ? number(value) : t('now.snapshot.missing', { reason: said(reason) }),
                  <>
                    {age === null ? '–' : duration(age * 1e3)}{' '}
                    {quality?.stale === true && <span class="tag warn">{t('now.snapshot.stale')}</span>}
                  </>,
                  quality?.source ?? '–',
                ],
              };
            })}
          />
        </details>
      ))}
      {failures.length > 0 && (
        <>
          <h3>{t('now.failures')}</h3>
          <ul class="plain">
            {failures.map(({ source, reason }) => (
              <li key={`${source} ${reason}`}>
                <strong>{source}</strong>: {reason}
              </li>
            ))}
          </ul>
        </>
      )}
    </Card>
  );
}
