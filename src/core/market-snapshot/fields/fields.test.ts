import { describe, expect, it } from 'vitest';
import { marketSnapshotSchema } from '../schema.js';
import { FIELD_LIST, SNAPSHOT_FIELDS } from './index.js';

describe('the table of fields', () => {
  it('is the one that the document is made of, in its order', () => {
    const { market, onchain, macro_context } = marketSnapshotSchema.shape;
    expect(FIELD_LIST.map(({ path }) => path)).toEqual([
      ...Object.keys(market.shape).map((name) => `market.${name}`),
      ...Object.keys(onchain.shape).map((name) => `onchain.${name}`),
      ...Object.keys(macro_context.shape).map((name) => `macro_context.${name}`),
    ]);
  });

  it.each(Object.keys(SNAPSHOT_FIELDS))('holds numbers or null, and nothing else: %s', (group) => {
    const schema = marketSnapshotSchema.shape[group as keyof typeof SNAPSHOT_FIELDS];
    const of = (value: unknown) => Object.fromEntries(Object.keys(schema.shape).map((name) => [name, value]));
    expect(schema.safeParse(of(1)).success).toBe(true);
    expect(schema.safeParse(of(null)).success).toBe(true);
    expect(schema.safeParse(of('1')).success).toBe(false);
    expect(schema.safeParse({}).success).toBe(false);
  });

  it('gives each field a label, a title and a place in the short prompt of its own, and a unit', () => {
    const fields = FIELD_LIST.map(({ field }) => field);
    const distinct = (texts: readonly string[]): number => new Set(texts).size;
    expect(distinct(fields.map(({ label }) => label))).toBe(fields.length);
    expect(distinct(fields.map(({ title }) => title))).toBe(fields.length);
    expect(distinct(fields.map(({ line: [name, tag = ''] }) => `${name}.${tag}`))).toBe(fields.length);
    expect(fields.filter(({ unit, label, title }) => unit === '' || label === '' || title === '')).toEqual([]);
  });

  it('has titles that fit their column', () => {
    expect(FIELD_LIST.filter(({ field }) => field.title.length > 20).map(({ path }) => path)).toEqual([]);
  });

  it('fits a model to no amount of money', () => {
    expect(FIELD_LIST.filter(({ field }) => field.masking === 'rescaled' && field.feature)).toEqual([]);
  });
});
