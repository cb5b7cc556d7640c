import { useDocument } from '../../api/use-document.js';
import { useWords } from '../../language/use-language.js';
import { Card } from '../../parts/card.js';
import { useExitText } from '../../parts/exit-text.js';
import { Shown } from '../../parts/states.js';
import { Table } from '../../parts/table.js';

const HEAD = ['opened', 'side', 'entry', 'exit', 'pnl', 'reason'] as const;

/** The first trades of a run. */
export function TradesCard({ path }: { readonly path: string }) {
  const { t, moment, number, change } = useWords();
  const trades = useDocument('runTrades', `${path}/trades?limit=50`);
  const exitText = useExitText();
  return (
    <Card title={t('run.trades')} wide>
      <Shown loaded={trades}>
        {(document) =>
          document.total === 0 ? (
            <p class="quiet">{t('run.trades.none')}</p>
          ) : (
            <>
              <p class="quiet">{t('run.trades.shown', { shown: document.trades.length, n: document.total })}</p>
              <Table
                caption={t('run.trades')}
                head={HEAD.map((each) => t(`run.trades.${each}`))}
                rows={document.trades.map((trade) => ({
                  key: `${trade.symbol} ${trade.open_time} ${trade.side}`,
                  cells: [
                    moment(trade.open_time),
                    t(`side.${trade.side}`),
                    number(trade.entry_price),
                    number(trade.exit_price),
                    <span class={trade.pnl < 0 ? 'down' : 'up'}>{change(trade.return)}</span>,
                    exitText(trade.exit_reason),
                  ],
                }))}
              />
            </>
          )
        }
      </Shown>
    </Card>
  );
}
