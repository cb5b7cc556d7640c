import type { LlmTradingError } from '../core/errors.js';

/** Path of a field in a request: `execution.taker_fee`. Places in lists are left out: a form has one field for the whole list. */
export function fieldOfPath(path: readonly PropertyKey[]): string | null {
  const names = path.filter((each) => typeof each === 'string' && each !== 'request');
  return names.length === 0 ? null : names.join('.');
}

/**
 * The field that an error is about, in the words of a request: errors of the program speak of `takerFee`, `slippage.bps` and of the
 * parameter `sma-cross.fast`. Null where it is about something else, such as a file.
 */
export function fieldOf({ code, where = '' }: Pick<LlmTradingError, 'code' | 'where'>): string | null {
  const snake = where.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  if (code === 'strategy.params') return snake.replace(/^[^.]+\.?/, 'params.').replace(/\.$/, '');
  return /^[a-z][a-z_]*(\.[a-z_]+)?$/.test(snake) ? snake.replace(/^slippage\./, 'slippage_') : null;
}
