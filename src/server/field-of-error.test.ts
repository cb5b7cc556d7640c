import { expect, it } from 'vitest';
import { fieldOf, fieldOfPath } from './field-of-error.js';

it.each([
  ['backtest.settings', 'takerFee', 'taker_fee'],
  ['backtest.settings', 'slippage.bps', 'slippage_bps'],
  ['backtest.settings', 'slippage.volatilityBars', 'slippage_volatility_bars'],
  ['limits.invalid', 'maxChangePerDecision', 'max_change_per_decision'],
  ['strategy.params', 'sma-cross.fast', 'params.fast'],
  ['strategy.params', 'sma-cross', 'params'],
  ['input.time', 'from', 'from'],
  ['evaluate.budget', 'budgetUsd', 'budget_usd'],
  ['run.missing', '/tmp/user_data/runs/x', null],
  ['data.csv', 'bars.csv:12', null],
  ['job.failed', undefined, null],
])('%s at %s is the field %s', (code, where, field) => {
  expect(fieldOf({ code, where })).toBe(field);
});

it('names the field of a body that is not as its schema says', () => {
  expect(fieldOfPath(['request', 'execution', 'taker_fee'])).toBe('execution.taker_fee');
  expect(fieldOfPath(['request', 'symbols', 0])).toBe('symbols');
  expect(fieldOfPath([])).toBeNull();
});
