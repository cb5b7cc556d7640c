import type { SessionComparison } from '../../../src/contract/league.js';
import { useDocument } from '../api/use-document.js';
import { useWords } from '../language/use-language.js';
import { Card } from '../parts/card.js';
import { Empty, Shown } from '../parts/states.js';
import { Table } from '../parts/table.js';
import { hrefOf, type Place } from '../router.js';

const HEAD = ['name', 'mode', 'model', 'prompt', 'equity', 'return', 'fills', 'cost', 'skill', 'more'] as const;

/** Sessions on one clock side by side: what they made, what their calls cost, how good their opinions were, and when they can be told apart. */
export default function LeaguePage({ place }: { readonly place: Place }) {
  const { t } = useWords();
  const sessions = useDocument('sessions', '/sessions', ['session']);
  const names = leaguesOf(sessions.document?.sessions ?? []);
  const name = place.id ?? names[0] ?? null;
  return (
    <>
      <div class="top">
        <h1>{t('league.title')}</h1>
      </div>
      <Shown loaded={sessions}>
        {() =>
          name === null ? (
            <Empty title={t('league.empty')}>
              {t('league.empty.remedy')}
              <pre>
                <code>llm-trading paper --demo --league examples/league.yaml</code>
              </pre>
            </Empty>
          ) : (
            <>
              <p class="row">
                {names.map((each) => (
                  <a key={each} href={hrefOf('league', each)} aria-current={each === name ? 'true' : undefined}>
                    {each}
                  </a>
                ))}
              </p>
              <Standings name={name} />
            </>
          )
        }
      </Shown>
    </>
  );
}

/** A session of a league is called by the league, a dot and its own name. */
const leaguesOf = (sessions: readonly { readonly session: string }[]): string[] => [
  ...new Set(
    sessions.flatMap(({ session }) => (session.includes('.') ? [session.slice(0, session.indexOf('.'))] : [])),
  ),
];

function Standings({ name }: { readonly name: string }) {
  const { t } = useWords();
  const loaded = useDocument('league', `/leagues/${encodeURIComponent(name)}`, ['session']);
  return (
    <Shown loaded={loaded}>
      {({ sessions, crowd }) => (
        <Card title={t('league.of', { name })} wide>
          <p class="quiet">{t('league.about')}</p>
          <Rows sessions={sessions} crowd={crowd} />
          <p class="quiet">
            {crowd === null ? t('league.crowd.none') : t('league.crowd', { models: crowd.members.join(', ') })}
          </p>
        </Card>
      )}
    </Shown>
  );
}

function Rows({ sessions, crowd }: Pick<SessionComparison, 'sessions' | 'crowd'>) {
  const { t, number, money, score, change, usd } = useWords();
  const skillText = (brier: SessionComparison['sessions'][number]['brier']): string => {
    const range = brier?.skill_interval ?? null;
    const skill = score(brier?.skill ?? null);
    return range === null ? skill : `${skill} (${score(range.low)} … ${score(range.high)})`;
  };
  const rows = sessions.map((row) => ({
    key: row.session,
    cells: [
      <a href={hrefOf('sessions', row.session)}>{row.session}</a>,
      t(`sessions.mode.${row.mode}`),
      row.model ?? '–',
      row.prompt ?? '–',
      money(row.equity),
      change(row.total_return),
      number(row.fills),
      row.model === null ? '–' : usd(row.cost_usd),
      skillText(row.brier),
      row.more_decisions === null ? '–' : number(row.more_decisions),
    ],
  }));
  const together = {
    key: 'crowd',
    cells: [t('league.crowd.name'), '–', '–', '–', '–', '–', '–', usd(0), skillText(crowd?.brier ?? null), '–'],
  };
  return (
    <Table
      caption={t('league.title')}
      head={HEAD.map((each) => t(`league.head.${each}`))}
      rows={crowd === null ? rows : [...rows, together]}
    />
  );
}
