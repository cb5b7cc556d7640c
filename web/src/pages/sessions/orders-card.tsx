import { useDocument } from '../../api/use-document.js';
import { useWords } from '../../language/use-language.js';
import { Card } from '../../parts/card.js';
import { useExitText } from '../../parts/exit-text.js';
import { Shown } from '../../parts/states.js';
import { Table } from '../../parts/table.js';

const HEAD = ['time', 'symbol', 'side', 'kind', 'quantity', 'price', 'filled', 'status'] as const;

/** The last orders of a session, the newest first. */
export function OrdersCard({ path }: { readonly path: string }) {
  const { t, moment, number } = useWords();
  const exitText = useExitText();
  const orders = useDocument('sessionOrders', `${path}/orders?limit=30`, ['session']);
  return (
    <Card title={t('orders.title')} wide>
      <Shown loaded={orders}>
        {(document) =>
          document.total === 0 ? (
            <p class="quiet">{t('orders.none')}</p>
          ) : (
            <>
              <p class="quiet">{t('orders.shown', { shown: document.orders.length, n: document.total })}</p>
              <Table
                caption={t('orders.title')}
                head={HEAD.map((each) => t(`orders.${each}`))}
                rows={document.orders.map((order, i) => ({
                  key: String(document.total - i),
                  cells: [
                    <span class="nowrap">{moment(order.time)}</span>,
                    order.symbol,
                    t(`orders.side.${order.side}`),
                    exitText(order.kind),
                    number(order.quantity),
                    number(order.price),
                    number(order.filled),
                    t(`orders.status.${order.status}`),
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
