import type { PositionSide, OrderSide } from '../orders/order.js';

export const ALGO_TYPES = ['STOP_MARKET', 'TAKE_PROFIT_MARKET', 'STOP', 'TAKE_PROFIT', 'TRAILING_STOP_MARKET'] as const;
export type AlgoType = (typeof ALGO_TYPES)[number];
export type AlgoStatus = 'NEW' | 'TRIGGERED' | 'FINISHED' | 'CANCELED' | 'EXPIRED';

/** A conditional order of the Algo Order API. NaN stands for a price or a quantity that it does not have. */
export interface AlgoOrder {
  readonly algoId: number;
  readonly clientAlgoId: string;
  readonly symbol: string;
  readonly side: OrderSide;
  readonly positionSide: PositionSide;
  readonly type: AlgoType;
  readonly timeInForce: string;
  /** Base units; NaN where it closes the position, whatever that is. */
  readonly quantity: number;
  /** Limit of the order that it becomes. */
  readonly price: number;
  readonly triggerPrice: number;
  readonly workingType: string;
  readonly reduceOnly: boolean;
  readonly closePosition: boolean;
  readonly activatePrice: number;
  /** Per cent that price has to turn back; NaN where it does not trail. */
  readonly callbackRate: number;
  /** Best price since a trailing order is active, of finished bars only; NaN before. */
  extreme: number;
  status: AlgoStatus;
  /** The order that it became. */
  actualOrderId: number | null;
  actualPrice: number;
  triggerTime: number;
  readonly time: number;
  updateTime: number;
}

/** True where it acts at a price that is worse than now for what it closes. */
const isStop = (type: AlgoType): boolean => type === 'STOP' || type === 'STOP_MARKET';

/** Where the order acts: +1 where price has to rise to it. Null: it trails and is not active yet. */
export function triggerOf(algo: AlgoOrder): { readonly direction: 1 | -1; readonly price: number } | null {
  const sign = algo.side === 'BUY' ? 1 : -1;
  if (algo.type === 'TRAILING_STOP_MARKET') {
    if (Number.isNaN(algo.extreme)) return null;
    return { direction: sign, price: algo.extreme * (1 + (sign * algo.callbackRate) / 100) };
  }
  return { direction: isStop(algo.type) ? sign : sign === 1 ? -1 : 1, price: algo.triggerPrice };
}

/** Takes a finished bar into what a trailing order has seen: it becomes active where the bar touched its activation price. */
export function trail(algo: AlgoOrder, high: number, low: number): void {
  if (algo.type !== 'TRAILING_STOP_MARKET') return;
  const best = algo.side === 'SELL' ? high : low;
  const better = algo.side === 'SELL' ? Math.max : Math.min;
  if (!Number.isNaN(algo.extreme)) algo.extreme = better(algo.extreme, best);
  else if (better(best, algo.activatePrice) === best) algo.extreme = best;
}
