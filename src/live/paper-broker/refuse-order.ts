import type { BrokerRefusal, MarketRules, OrderIntent } from '../../core/ports/broker.js';
import { floorToStep } from '../../engine/exchange-rules/filters.js';
import type { PaperAccount } from './paper-account.js';

/** Why an order is not taken in. */
export interface PaperRefusal {
  readonly reason: BrokerRefusal;
  readonly message: string;
}

export interface RefusalFacts {
  readonly market: 'spot' | 'usdm';
  readonly account: PaperAccount;
  readonly rules: MarketRules;
  /** Last price, quote units. */
  readonly price: number;
  readonly leverage: number;
  /** Fraction of the value of a fill. */
  readonly takerFee: number;
}

/** Refuses what the exchange would refuse, by its rules; null: it is taken in. */
export function refusePaperOrder(intent: OrderIntent, facts: RefusalFacts): PaperRefusal | null {
  return (
    refuseByRules(intent, facts) ??
    (intent.kind === 'stop' ? refuseStop(intent, facts) : refuseMarketOrder(intent, facts))
  );
}

function refuseByRules(intent: OrderIntent, { market, rules, price }: RefusalFacts): PaperRefusal | null {
  const { quantity, reduce_only, stop_price } = intent;
  const { step, minQuantity, minNotional } = rules;
  if (quantity - floorToStep(quantity, step) > step / 2 || quantity < minQuantity - step / 2)
    return refused('rules', `${quantity} is not a quantity that is taken: steps of ${step}, from ${minQuantity}`);
  const value = quantity * (stop_price ?? price);
  const isExempt = reduce_only && market === 'usdm';
  if (value >= minNotional || isExempt) return null;
  return refused('rules', `it is worth ${value}, below the least of ${minNotional}`);
}

function refuseStop(intent: OrderIntent, { market, account, price }: RefusalFacts): PaperRefusal | null {
  const { symbol, side, quantity, reduce_only, stop_price } = intent;
  const isSale = side === 'sell';
  // One that opens a position would need an account of its own way of filling.
  if (market === 'usdm' ? !reduce_only : !isSale)
    return refused('other', 'a paper account takes stops that close a position, and no others');
  if (isSale ? stop_price! >= price : stop_price! <= price)
    return refused('rules', `it would trigger at once: price is ${price}`);
  return market === 'spot' ? refuseSale(account, symbol, quantity) : null;
}

/** Whether there is money, or a holding, for an order at the market that fills at `facts.price`; null: there is. */
export function refuseMarketOrder(intent: OrderIntent, facts: RefusalFacts): PaperRefusal | null {
  const { market, account, price, leverage, takerFee } = facts;
  const { symbol, side, quantity, reduce_only } = intent;
  const value = quantity * price;
  if (market === 'spot') {
    if (side === 'sell') return refuseSale(account, symbol, quantity);
    const cost = value * (1 + takerFee);
    return cost <= account.wallet() ? null : tooDear(cost, account.wallet());
  }
  const held = account.position(symbol);
  const signed = side === 'buy' ? quantity : -quantity;
  if (reduce_only)
    return held * signed < 0 ? null : refused('reduce_only', 'there is no position that it could make smaller');
  const grown = Math.abs(held + signed) - Math.abs(held);
  const margin = (Math.max(0, grown) * price) / leverage + value * takerFee;
  return margin <= account.available() ? null : tooDear(margin, account.available());
}

/** What a stop is promised cannot be sold a second time. */
function refuseSale(account: PaperAccount, symbol: string, quantity: number): PaperRefusal | null {
  const promised = account.open(symbol).reduce((sum, { intent, filled }) => sum + intent.quantity - filled, 0);
  const free = account.position(symbol) - promised;
  return quantity <= free * (1 + 1e-12) ? null : refused('funds', `${free} of ${symbol} can be sold, not ${quantity}`);
}

const refused = (reason: BrokerRefusal, message: string): PaperRefusal => ({ reason, message });
const tooDear = (needed: number, there: number): PaperRefusal =>
  refused('funds', `${needed} would be needed, and ${there} is there`);
