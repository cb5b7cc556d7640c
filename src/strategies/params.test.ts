import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { InputError } from '../core/errors.js';
import { createStrategy, findStrategy, parseParamPair, parseStrategyParams } from './registry.js';
import { readParams } from './params.js';

const paramsOf = (strategy: string, ...pairs: string[]) =>
  parseStrategyParams(findStrategy(strategy), Object.fromEntries(pairs.map(parseParamPair)));

function wrong(action: () => unknown): string {
  try {
    action();
  } catch (error) {
    if (error instanceof InputError) return error.message;
    throw error;
  }
  throw new Error('nothing was wrong');
}

describe('parameters of a strategy', () => {
  it.each([
    ['yes', true],
    ['no', false],
    ['Yes', true],
    ['NO', false],
    ['on', true],
    ['off', false],
    ['true', true],
    ['false', false],
    ['1', true],
    ['0', false],
  ])('allow_short=%s is %s, for every strategy that has it', (text, value) => {
    for (const name of ['sma-cross', 'rsi-mean-reversion', 'donchian-breakout', 'llm-regime']) {
      expect(paramsOf(name, `allow_short=${text}`)).toMatchObject({ allow_short: value });
    }
  });

  it('a number may be a percentage', () => {
    expect(paramsOf('sma-cross', 'size=50%')).toMatchObject({ size: 0.5 });
    expect(paramsOf('volatility-target', 'target=12.5 %')).toMatchObject({ target: 0.125 });
  });

  it.each([
    [
      'sma-cross',
      ['fas=10'],
      'sma-cross has no parameter "fas" (did you mean "fast"?); it has fast, slow, size, allow_short.',
    ],
    ['sma-cross', ['xyzzy=10'], 'sma-cross has no parameter "xyzzy"; it has fast, slow, size, allow_short.'],
    ['sma-cross', ['fast=abc'], 'Parameter sma-cross.fast is "abc": it must be a number.'],
    ['sma-cross', ['fast=2.5'], 'Parameter sma-cross.fast is 2.5: it must be a whole number.'],
    ['sma-cross', ['fast=0'], 'Parameter sma-cross.fast is 0: it must be at least 1.'],
    ['sma-cross', ['size=0'], 'Parameter sma-cross.size is 0: it must be above 0.'],
    ['sma-cross', ['allow_short=maybe'], 'Parameter sma-cross.allow_short is "maybe": it must be yes or no.'],
    ['sma-cross', ['fast=1e999'], 'Parameter sma-cross.fast is Infinity: it must be a number.'],
    ['sma-cross', ['fast=60'], 'Parameter sma-cross.fast: fast must be shorter than slow.'],
    [
      'sma-cross',
      ['fas=10', 'size=-1', 'slow=x'],
      'Parameter sma-cross.slow is "x": it must be a number; Parameter sma-cross.size is -1: it must be above 0; sma-cross has no parameter "fas" (did you mean "fast"?); it has fast, slow, size, allow_short.',
    ],
    [
      'rsi-mean-reversion',
      ['oversold=130'],
      'Parameter rsi-mean-reversion.oversold is 130: it must be at most 100; Parameter rsi-mean-reversion.exit: oversold < exit < overbought must hold.',
    ],
  ])('%s %j: all that is wrong, in plain words', (name, pairs, message) => {
    expect(wrong(() => paramsOf(name, ...pairs))).toBe(message);
  });

  it('of a schema of one’s own too', () => {
    const schema = z.object({ mode: z.enum(['a', 'b']), period: z.int() }).strict();
    expect(wrong(() => readParams('my.ts', schema, { mode: 'c' }))).toBe(
      'Parameter my.ts.mode is "c": it must be one of a, b; Parameter my.ts.period is missing.',
    );
    expect(wrong(() => readParams('my.ts', schema, { mode: 'a', period: 1, perod: 2 }))).toBe(
      'my.ts has no parameter "perod" (did you mean "period"?); it has mode, period.',
    );
  });
});

describe('the name of a strategy', () => {
  it.each([
    ['smacross', 'sma-cross'],
    ['SMA-Cross', 'sma-cross'],
    ['sma_cross', 'sma-cross'],
    ['sma-cros', 'sma-cross'],
    ['donchian', null],
    ['buyandhold', 'buy-and-hold'],
    ['llm_regime', 'llm-regime'],
  ])('%s', (typed, meant) => {
    const message = wrong(() => createStrategy(typed));
    expect(message).toContain('choose one of buy-and-hold, sma-cross');
    if (meant === null) expect(message).not.toContain('Did you mean');
    else expect(message).toContain(`Did you mean "${meant}"?`);
  });
});
