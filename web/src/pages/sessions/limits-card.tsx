import type { SessionDetail } from '../../../../src/contract/dashboard-sessions.js';
import { useWords } from '../../language/use-language.js';
import { Card } from '../../parts/card.js';
import { Table } from '../../parts/table.js';

/** Limits of the guard and how near they are; and what it did not let pass. */
export function LimitsCard({
  limits,
  refused,
}: {
  readonly limits: SessionDetail['limits'];
  readonly refused: Readonly<Record<string, number>>;
}) {
  const { t, number, percent } = useWords();
  return (
    <Card title={t('limits.title')}>
      {limits.length === 0 ? (
        <p class="quiet">{t('limits.none')}</p>
      ) : (
        <Table
          caption={t('limits.title')}
          head={[t('limits.name'), t('limits.limit'), t('limits.used'), t('limits.near')]}
          rows={limits.map(({ name, limit, used, share }) => ({
            key: name,
            cells: [
              <code>{name}</code>,
              typeof limit === 'number' ? number(limit) : String(limit),
              number(used),
              share === null ? (
                '–'
              ) : (
                <>
                  <meter value={share} max={1} high={0.8} low={0.5} optimum={0} aria-label={name} /> {percent(share)}
                </>
              ),
            ],
          }))}
        />
      )}
      <h3>{t('limits.refused')}</h3>
      {Object.keys(refused).length === 0 && <p class="quiet">{t('none')}</p>}
      <ul class="plain">
        {Object.entries(refused).map(([code, n]) => (
          <li key={code}>
            <code>{code}</code> × {n}
          </li>
        ))}
      </ul>
    </Card>
  );
}
