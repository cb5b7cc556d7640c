import { InputError, LlmTradingError, messageOf } from '../core/errors.js';
import { isoTime } from '../core/time.js';
import type { Bar, StrategyLike } from '../strategies/base.js';

/** An error of the strategy becomes one that says where it happened; ours pass through. @param bar null: before the first bar */
export function strategyThrew(
  error: unknown,
  strategy: StrategyLike,
  bar: Pick<Bar, 'index' | 'symbol' | 'openTime'> | null,
): LlmTradingError {
  if (error instanceof LlmTradingError) return error;
  const name = strategy.constructor.name;
  const when =
    bar === null
      ? 'before the first bar, in reset or init'
      : `at bar ${bar.index} of ${bar.symbol} (${isoTime(bar.openTime)})`;
  return new InputError('strategy.threw', `Strategy ${name} threw ${when}: ${messageOf(error)}`, {
    where: `${name}.${bar === null ? 'init' : 'onBar'}`,
    remedy: 'fix the strategy; the run was stopped and nothing written',
    cause: error,
  });
}
