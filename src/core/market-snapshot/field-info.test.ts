import { describe, expect, it } from 'vitest';
import { FIELD_INFO, formatFieldValue } from './field-info.js';
import { macroContextSchema, marketFieldsSchema, onchainFieldsSchema } from './schema.js';

describe('FIELD_INFO', () => {
  it.each([
    ['market', marketFieldsSchema],
    ['onchain', onchainFieldsSchema],
    ['macro_context', macroContextSchema],
  ] as const)('describes every field of %s and no other', (group, schema) => {
    expect(Object.keys(FIELD_INFO[group]).sort()).toEqual(Object.keys(schema.shape).sort());
  });

  it('gives each field a label of its own and a unit', () => {
    const infos = Object.values(FIELD_INFO).flatMap((group) => Object.values(group));
    expect(new Set(infos.map((info) => info.label)).size).toBe(infos.length);
    expect(infos.filter((info) => info.unit === '' || info.label === '')).toEqual([]);
  });
});

describe('formatFieldValue', () => {
  it.each([
    [43_210.5, 2, '43210.50'],
    [0.00001234, 2, '0.0000123'],
    [0.0001, 6, '0.000100'],
    [0.0000023456, 6, '0.00000235'],
    [-0.004, 2, '-0.004'],
    [0, 2, '0.00'],
    [1_234_567_890.6, 0, '1234567891'],
  ])('%d with %d digits is %s', (value, decimals, text) => {
    expect(formatFieldValue(value, decimals)).toBe(text);
  });
});
