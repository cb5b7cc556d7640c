import type { SessionStatusView } from '../../../../src/contract/session.js';
import { useWords } from '../../language/use-language.js';
import { Panel } from '../../ui/panel.js';

/** What it is, what it believes, what its model costs, and when it decides next. */
export function Standing({ session }: { readonly session: SessionStatusView }) {
  const { t, number, percent, usd, moment, change } = useWords();
  const { opinion, model, earned } = session;
  const rows: (readonly [string, string])[] = [
    [t('sessions.kind'), t(`sessions.kind.${session.kind}`)],
    [t('sessions.status'), t(`sessions.status.${session.status}`)],
    [t('sessions.strategy'), session.strategy],
    [t('sessions.data'), session.data.join(', ')],
    [t('sessions.last'), moment(session.time)],
    [t('sessions.next'), moment(session.next_decision)],
    [t('sessions.equity'), number(session.equity)],
    [t('sessions.return'), change(session.equity === null ? null : session.equity / session.initial_equity - 1)],
    [t('sessions.fills'), number(session.fills)],
    ...(opinion === null
      ? []
      : ([
          [t('sessions.opinion'), opinion.failure ?? percent(opinion.prob_bull)],
          [t('sessions.opinion.at'), moment(opinion.decided_at)],
        ] as const)),
    ...(earned === undefined ? [] : ([[t('sessions.earned'), percent(earned.share)]] as const)),
    ...(model === null
      ? []
      : ([
          [t('sessions.calls'), number(model.calls)],
          [t('sessions.cost'), usd(model.cost_usd)],
        ] as const)),
  ];
  return (
    <Panel title={t('sessions.standing')}>
      <dl>
        {rows.map(([name, value]) => (
          <div key={name} class="row">
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </Panel>
  );
}
