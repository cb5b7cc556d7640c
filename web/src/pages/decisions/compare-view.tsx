import type { RecordedCall } from '../../../../src/contract/dashboard-calls.js';
import { useDocument } from '../../api/use-document.js';
import { useWords } from '../../language/use-language.js';
import { Card } from '../../parts/card.js';
import { OutcomeWord } from '../../parts/outcome.js';
import { Shown } from '../../parts/states.js';
import { Table } from '../../parts/table.js';
import { hrefOf } from '../../router.js';
import { compareLines } from './differences.js';

const SIGNS = { both: ' ', first: '−', second: '+' } as const;
const WORDS = { first: 'decisions.removed', second: 'decisions.added' } as const;

/** Two calls side by side: their figures, and where their texts differ. */
export function CompareView({ ids: [first, second] }: { readonly ids: readonly [string, string] }) {
  const { t } = useWords();
  const one = useDocument('call', `/calls/${encodeURIComponent(first)}`);
  const other = useDocument('call', `/calls/${encodeURIComponent(second)}`);
  return (
    <>
      <div class="top">
        <h1>{t('decisions.compare.title')}</h1>
        <a href={hrefOf('decisions')}>{t('decisions.back')}</a>
      </div>
      <Shown loaded={one}>
        {(a) => (
          <Shown loaded={other}>
            {(b) => (
              <>
                <Figures calls={[a, b]} />
                <Differences title={t('decisions.answer')} of={[asLines(a.text), asLines(b.text)]} />
                <Differences title={t('decisions.user')} of={[a.user, b.user]} />
                <Differences title={t('decisions.system')} of={[a.system, b.system]} />
              </>
            )}
          </Shown>
        )}
      </Shown>
    </>
  );
}

function Figures({ calls }: { readonly calls: readonly [RecordedCall, RecordedCall] }) {
  const { t, moment, percent, duration, usd, number } = useWords();
  const row = (name: Parameters<typeof t>[0], cell: (call: RecordedCall) => preact.ComponentChildren) => ({
    key: name,
    cells: [t(name), ...calls.map(cell)],
  });
  return (
    <Card title={t('decisions.compare.figures')}>
      <Table
        caption={t('decisions.compare.figures')}
        head={['', t('decisions.first'), t('decisions.second')]}
        rows={[
          row('decisions.time', (call) => (
            <a href={hrefOf('decisions', call.key)}>{moment(Date.parse(call.created_at))}</a>
          )),
          row('decisions.about', ({ outcome: { symbol, decided_at } }) =>
            symbol === null ? '–' : `${symbol} · ${moment(decided_at)}`,
          ),
          row('decisions.model', ({ model }) => model),
          row('decisions.prompt', ({ prompt }) => prompt ?? '–'),
          row('decisions.purpose', ({ purpose }) => t(`decisions.purpose.${purpose}`)),
          row('sessions.opinion', ({ prob_bull }) => percent(prob_bull, 1)),
          row('decisions.outcome', ({ outcome }) => <OutcomeWord outcome={outcome} />),
          row('decisions.finish', ({ finish }) => finish),
          row('decisions.repair', ({ repair }) => repair),
          row('decisions.tokens', (call) => `${number(call.prompt_tokens)} / ${number(call.completion_tokens)}`),
          row('decisions.latency', ({ latency_ms }) => duration(latency_ms)),
          row('decisions.cost', ({ cost_usd }) => usd(cost_usd)),
        ]}
      />
    </Card>
  );
}

function Differences({ title, of: [a, b] }: { readonly title: string; readonly of: readonly [string, string] }) {
  const { t } = useWords();
  return (
    <Card title={title}>
      {a === b ? (
        <>
          <p class="quiet">{t('decisions.same')}</p>
          <details>
            <summary>{title}</summary>
            <pre tabIndex={0}>{a}</pre>
          </details>
        </>
      ) : (
        <pre tabIndex={0} class="compared">
          {compareLines(a, b).map(({ from, text }, index) => {
            const line = `${SIGNS[from]} ${text}\n`;
            if (from === 'both') return line;
            // A screen reader is told which side a line is of; the sign alone says nothing.
            return (
              <span key={index} class={from === 'first' ? 'down' : 'up'}>
                <span class="hidden">{t(WORDS[from])}: </span>
                {line}
              </span>
            );
          })}
        </pre>
      )}
    </Card>
  );
}

/** An answer of one line is a document: its members on lines of their own can be compared. */
function asLines(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
