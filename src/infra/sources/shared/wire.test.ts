import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { wireAmount, wireDecimal, wirePrice, wireTime } from './wire.js';

const schema = z.object({ price: wirePrice, qty: wireAmount, change: wireDecimal, time: wireTime });
const good = { price: '67000.10', qty: '0.00', change: '-1.5', time: 1735689600000 };

describe('wire types', () => {
  it('read what vendors send', () => {
    expect(schema.parse({ ...good, extra: 1 })).toEqual({ price: 67000.1, qty: 0, change: -1.5, time: 1735689600000 });
  });

  it.each([
    [{ ...good, price: '' }, 'price: expected a decimal number, got ""'],
    [{ ...good, price: '0.00' }, 'price: expected a price above 0'],
    [{ ...good, price: undefined }, 'price: expected a decimal number, got nothing'],
    [{ ...good, qty: '-1' }, 'qty: expected an amount of 0 or more'],
    [{ ...good, change: 'NaN' }, 'change: expected a decimal number, got "NaN"'],
    [{ ...good, time: 'soon' }, 'time: expected a moment in time, got "soon"'],
  ])('name what is wrong with %j', (value, message) => {
    const { error } = schema.safeParse(value);
    expect(error?.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`)).toEqual([message]);
  });
});
