import { describe, expect, it } from 'vitest';
import { problemOf, typedList, typedNumbers } from './use-form.js';

describe('what was typed into a form', () => {
  it('becomes numbers where it is one, is left out where it is empty, and stays a text where it is neither', () => {
    const values = {
      taker_fee: ' 0.001 ',
      maker_fee: '0,002',
      leverage: '2,5',
      days: '',
      fast: 'quick',
      equity: '10 000',
      bps: '1,000',
    };
    expect(typedNumbers(values, [...Object.keys(values), 'other'])).toEqual({
      maker_fee: 0.002,
      equity: 10_000,
      bps: '1,000',
      taker_fee: 0.001,
      leverage: 2.5,
      fast: 'quick',
    });
  });

  it('is a list where several are named', () => {
    expect(typedList(' BTCUSDT, ETHUSDT;SOLUSDT  ')).toEqual(['BTCUSDT', 'ETHUSDT', 'SOLUSDT']);
    expect(typedList()).toEqual([]);
  });
});

describe('what the server found wrong', () => {
  const failed = (field: string | null, message: string) =>
    problemOf({ error: null, job: { error: { code: 'x', message, remedy: null, field } } as never });

  it('stands beside the field that it names, without what is said of the whole', () => {
    const message = 'The body is wrong at request.execution.taker_fee: expected a number.';
    expect(failed('execution.taker_fee', message)).toEqual({ field: 'taker_fee', message: 'expected a number.' });
    expect(failed('params.fast', 'fast must be above 0.')).toEqual({
      field: 'params.fast',
      message: 'fast must be above 0.',
    });
  });

  it('stands beside none where it is about none', () => {
    expect(failed(null, 'no')).toBeNull();
    expect(problemOf({ error: null, job: null })).toBeNull();
  });
});
