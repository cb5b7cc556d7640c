import { useState } from 'preact/hooks';
import type { ExplainedCause, Explanation, SentOrder } from '../../../../src/contract/explanation.js';
import { useDocument } from '../../api/use-document.js';
import { useWords } from '../../language/use-language.js';
import { Card, Facts } from '../../parts/card.js';
import { Shown } from '../../parts/states.js';
import { Table } from '../../parts/table.js';

/** Decisions that are shown, the newest first; some sessions differ at each. */
const MOST = 50;

/** A session against the backtest of its own bars. It is asked for by a button: playing a long session again takes a while. */
export function ExplanationCard({ path }: { readonly path: string }) {
  const { t } = useWords();
  const [isAsked, setAsked] = useState(false);
  return (
    <Card title={t('explain.title')} wide>
      <p class="quiet">{t('explain.about')}</p>
      {isAsked ? <Asked path={path} /> : <button onClick={() => setAsked(true)}>{t('explain.run')}</button>}
    </Card>
  );
}

function Asked({ path }: { readonly path: string }) {
  const { t } = useWords();
  const explanation = useDocument('sessionExplanation', `${path}/explanation`);
  return (
    <Shown loaded={explanation}>
      {(document) => (
        <>
          <Causes of={document} />
          <Differing decisions={document.decisions} />
          <p>
            <button onClick={explanation.reload}>{t('explain.again')}</button>
          </p>
        </>
      )}
    </Shown>
  );
}

function Causes({ of }: { readonly of: Explanation }) {
  const { t, number, money, change } = useWords();
  const difference = of.equity - of.backtest_equity;
  const causes = Object.entries(of.effect) as [ExplainedCause, number][];
  return (
    <>
      <Facts
        of={[
          [t('explain.equity'), money(of.equity)],
          [t('explain.backtest'), money(of.backtest_equity)],
          [t('explain.difference'), `${number(difference)} (${change(difference / of.initial_equity)})`],
          [t('decisions.time'), t('explain.moments', { n: of.moments })],
        ]}
      />
      <h3>{t('explain.causes')}</h3>
      <Table
        caption={t('explain.causes')}
        head={[t('explain.cause'), t('explain.effect')]}
        rows={causes.map(([cause, value]) => ({ key: cause, cells: [t(`explain.cause.${cause}`), number(value)] }))}
      />
    </>
  );
}

function Differing({ decisions }: Pick<Explanation, 'decisions'>) {
  const { t, percent, moment, number, said } = useWords();
  const ordered = (orders: readonly SentOrder[]): string =>
    orders
      .map(({ symbol, side, size }) => `${symbol} ${t(`explain.side.${side}`, { size: percent(size, 1) })}`)
      .join(', ') || t('explain.nothing');
  return (
    <>
      <h3>{t('explain.decisions')}</h3>
      {decisions.length === 0 ? (
        <p class="quiet">{t('explain.none')}</p>
      ) : (
        <Table
          caption={t('explain.decisions')}
          head={[t('decisions.time'), t('explain.wanted'), t('explain.sent'), t('explain.why'), t('explain.effect')]}
          rows={decisions
            .slice(-MOST)
            .toReversed()
            .map(({ time, backtest, session, why, effect }) => ({
              key: String(time),
              cells: [
                <span class="nowrap">{moment(time)}</span>,
                ordered(backtest),
                ordered(session),
                why.length === 0
                  ? t('explain.follows')
                  : why.map(({ cause, reason }) => `${t(`explain.cause.${cause}`)}: ${said(reason)}`).join('; '),
                number(Object.values(effect).reduce((sum, value) => sum + value, 0)),
              ],
            }))}
        />
      )}
      {decisions.length > MOST && <p class="quiet">{t('explain.more', { n: decisions.length - MOST })}</p>}
    </>
  );
}
