import { expect, it } from 'vitest';
import { suggest } from './suggest.js';

it.each<[string, string[], string | null]>([
  ['backtest', ['backtest', 'evaluate'], 'backtest'],
  ['BACKTEST', ['backtest'], 'backtest'],
  // One letter missing, one too many, one wrong, two neighbours swapped.
  ['bactest', ['evaluate', 'backtest'], 'backtest'],
  ['backttest', ['evaluate', 'backtest'], 'backtest'],
  ['bakktest', ['evaluate', 'backtest'], 'backtest'],
  ['bakctest', ['backtest'], 'backtest'],
  // A swap counts once: in a name of three letters one change is allowed, not two.
  ['fsat', ['fast'], 'fast'],
  ['afst', ['fast'], 'fast'],
  ['fats', ['fast'], 'fast'],
  ['fts', ['fast'], null],
  // At most a third of the letters of the name, and one at the least.
  ['abxx', ['abcd'], null],
  ['abcxxf', ['abcdef'], 'abcdef'],
  ['abxxxf', ['abcdef'], null],
  ['x', ['y'], 'y'],
  ['', ['y'], 'y'],
  ['', ['ab'], null],
  ['ab', [], null],
  // The nearest, and of two equally near the first.
  ['slow', ['slew', 'slow', 'flow'], 'slow'],
  ['slot', ['slow', 'slit'], 'slow'],
  ['days', ['delay', 'day'], 'day'],
  ['ca', ['abc'], null],
])('"%s" among %j: %s', (typed, known, meant) => {
  expect(suggest(typed, known)).toBe(meant);
});
