import type { StrategyLike } from '../../strategies/base.js';
import { orderText } from './order-text.js';

/** Each distinct answer once; logs keep numbers, so that a million decisions compare as integers. */
export class AnswerBook {
  private readonly numbers = new Map<string, number>();
  private readonly texts: string[] = [];

  numberOf(text: string): number {
    let number = this.numbers.get(text);
    if (number === undefined) {
      number = this.texts.length;
      this.texts.push(text);
      this.numbers.set(text, number);
    }
    return number;
  }

  text(number: number): string {
    return this.texts[number]!;
  }
}

/** What a strategy answered at every bar of every symbol: by symbol, a number of the answer book for each row. */
export type DecisionLog = ReadonlyMap<string, Int32Array>;

/**
 * Makes a strategy write down its answers; it stays the same object, so that errors name it. Rows without a call are −1.
 * @param lengths bars of each symbol
 */
export function recordDecisions(
  strategy: StrategyLike,
  lengths: ReadonlyMap<string, number>,
  book: AnswerBook,
): { readonly log: DecisionLog; readonly stop: () => void } {
  const log = new Map([...lengths].map(([symbol, length]) => [symbol, new Int32Array(length).fill(-1)]));
  const original = Object.getOwnPropertyDescriptor(strategy, 'onBar');
  const onBar = strategy.onBar.bind(strategy);
  strategy.onBar = (bar, account, context) => {
    const order = onBar(bar, account, context);
    log.get(bar.symbol)![bar.index] = book.numberOf(orderText(order));
    return order;
  };
  const stop = (): void => {
    // The class's own method shows again, or the instance's where it had one.
    if (original === undefined) Reflect.deleteProperty(strategy, 'onBar');
    else Object.defineProperty(strategy, 'onBar', original);
  };
  return { log, stop };
}
