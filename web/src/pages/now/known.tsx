import type { MarketSnapshot } from '../../../../src/core/market-snapshot/schema.js';
import { useWords } from '../../language/use-language.js';
import { Panel } from '../../ui/panel.js';
import { Table } from '../../ui/table.js';

const GROUPS = ['market', 'onchain', 'macro_context'] as const;
const SECOND = 1_000;

/** Every field of the snapshot with its age, or why it is missing. */
export function Known({ snapshot }: { readonly snapshot: MarketSnapshot }) {
  const { t, moment, number, duration } = useWords();
  const missing = Object.values(snapshot.data_quality.fields).filter(({ missing_because }) => missing_because !== null);
  return (
    <Panel
      title={t('now.snapshot', { time: moment(Date.parse(snapshot.timestamp_utc)) })}
      about={t('now.snapshot.gaps', { n: missing.length })}
      wide
    >
      {GROUPS.map((group) => (
        <details key={group} open={group === 'market'}>
          <summary>{t(`now.group.${group}`)}</summary>
          <Table
            label={t(`now.group.${group}`)}
            rows={Object.entries<number | null>(snapshot[group])}
            keyOf={([name]) => name}
            columns={[
              { title: t('now.snapshot.field'), show: ([name]) => <code>{name}</code> },
              {
                title: t('now.snapshot.value'),
                isNumber: true,
                show: ([name, value]) =>
                  value === null
                    ? t('now.snapshot.missing', {
                        reason: snapshot.data_quality.fields[`${group}.${name}`]?.missing_because ?? t('unknown'),
                      })
                    : number(value),
              },
              {
                title: t('now.snapshot.age'),
                isNumber: true,
                show: ([name]) => {
                  const quality = snapshot.data_quality.fields[`${group}.${name}`];
                  const age = quality?.age_seconds ?? null;
                  const text = duration(age === null ? null : age * SECOND);
                  return quality?.stale === true ? <strong>{`${text}, ${t('now.snapshot.stale')}`}</strong> : text;
                },
              },
              {
                title: t('now.snapshot.source'),
                show: ([name]) => snapshot.data_quality.fields[`${group}.${name}`]?.source ?? '',
              },
            ]}
          />
        </details>
      ))}
    </Panel>
  );
}
