import { isOnTick } from '../../../engine/exchange-rules/filters.js';
export type OrderSide = 'BUY' | 'SELL';
export type PositionSide = 'BOTH' | 'LONG' | 'SHORT';
export type OrderStatus = 'NEW' | 'PARTIALLY_FILLED' | 'FILLED' | 'CANCELED' | 'EXPIRED';

/** One fill, in the account's terms. */
export interface VenueTrade {
  readonly id: number;
  readonly orderId: number;
  readonly symbol: string;
  readonly side: OrderSide;
  readonly positionSide: PositionSide;
  readonly price: number;
  readonly quantity: number;
  /** Price times quantity, quote units. */
  readonly quote: number;
  readonly commission: number;
  readonly commissionAsset: string;
  /** Gain or loss of what the fill closed, quote units; 0 on the spot market. */
  readonly realizedPnl: number;
  readonly isMaker: boolean;
  /** UTC ms of the replayed clock. */
  readonly time: number;
}

/** An order and how far it has come. NaN stands for a price that it does not have. */
export interface VenueOrder {
  readonly orderId: number;
  readonly clientOrderId: string;
  readonly symbol: string;
  readonly side: OrderSide;
  readonly type: string;
  readonly timeInForce: string;
  readonly price: number;
  /** Price that makes a conditional order live. */
  readonly stopPrice: number;
  /** Base units; NaN for a market order by quote quantity until it fills. */
  quantity: number;
  /** Quote units to spend or to receive, of a spot market order; NaN where it was given by base units. */
  readonly quoteQuantity: number;
  executed: number;
  /** Quote units that the fills came to. */
  quote: number;
  status: OrderStatus;
  /** A conditional order that price has reached. */
  isTriggered: boolean;
  /** It rests: fills from now on are a maker's. */
  isResting: boolean;
  readonly reduceOnly: boolean;
  readonly closePosition: boolean;
  readonly positionSide: PositionSide;
  readonly time: number;
  updateTime: number;
  readonly trades: VenueTrade[];
}

export const isOpen = ({ status }: Pick<VenueOrder, 'status'>): boolean =>
  status === 'NEW' || status === 'PARTIALLY_FILLED';

export const remaining = ({ quantity, executed }: VenueOrder): number => quantity - executed;

/** +1 of a purchase, −1 of a sale. */
export const signOf = (side: OrderSide): 1 | -1 => (side === 'BUY' ? 1 : -1);

/** True where a quantity is a whole number of steps, at least one. */
export const onStep = (quantity: number, step: number): boolean => isOnTick(quantity, step) && quantity >= step * 0.999;
