import { describe, expect, it } from 'vitest';
import { checkedResult } from './checked-result.js';
import { smallResult } from './fixtures/small-result.js';
import { backtestResultSchema, fieldsBesideSeriesSchema, summaryOf } from './schema.js';
import { columnsOf, documentOfSeries, seriesOf } from './series.js';

const lists = smallResult();
const fields = fieldsBesideSeriesSchema.parse(lists);
const series = seriesOf(lists);
const made = () => documentOfSeries(fields, series);

describe('a document made of columns', () => {
  it('is the document of lists, field by field and in the same order', () => {
    expect(JSON.stringify(made())).toBe(JSON.stringify(backtestResultSchema.parse(lists)));
    expect(made().prices[1]!.close[0]).toBeNull();
  });

  it('says nothing of funding where the benchmark paid none', () => {
    const spot = { ...fields };
    delete spot.benchmark_funding;
    expect(Object.keys(documentOfSeries(spot, series))).not.toContain('benchmark_funding');
    expect(made().benchmark_funding).toEqual(lists.benchmark_funding);
  });

  it('gives its columns back uncopied, and makes each list once', () => {
    const document = made();
    expect(columnsOf(document)).toBe(series);
    expect(seriesOf(document)).toBe(series);
    expect(document.times).toBe(document.times);
    expect(document.equity).toBe(document.equity);
    expect(document.prices).toBe(document.prices);
  });

  it('has none where it was made of lists: they are copied, holes as NaN', () => {
    expect(columnsOf(lists)).toBeNull();
    expect([...series.times]).toEqual(lists.times);
    expect([...series.equity]).toEqual(lists.equity);
    expect(series.prices.map(({ symbol, close }) => [symbol, ...close])).toEqual([
      ['BTCUSDT', 101, 102, 101, 104, 103, 105],
      ['ETHUSDT', NaN, 50, 51, 49, 52, 53],
    ]);
  });
});

describe('the check of a result', () => {
  it('keeps the columns of one that was made of them', () => {
    const checked = checkedResult(made());
    expect(columnsOf(checked)).toBe(series);
    expect(checked).toEqual(lists);
    expect(checkedResult(lists)).toEqual(lists);
    expect(columnsOf(checkedResult(lists))).toBeNull();
  });

  it.each(['times', 'equity', 'prices'] as const)('refuses %s of another length', (name) => {
    const short =
      name === 'prices'
        ? [{ symbol: 'BTCUSDT', close: series.prices[0]!.close.subarray(1) }]
        : series[name].subarray(1);
    expect(() => checkedResult(documentOfSeries(fields, { ...series, [name]: short }))).toThrow(
      'expected 6 values, found 5',
    );
  });

  it('refuses what is wrong beside the columns', () => {
    expect(() =>
      checkedResult(
        documentOfSeries({ ...fields, bars: 0 }, { times: new Float64Array(), equity: new Float64Array(), prices: [] }),
      ),
    ).toThrow(/bars/);
  });
});

describe('the schema of a result', () => {
  const problemsOf = (own: object) =>
    backtestResultSchema
      .safeParse({ ...lists, ...own })
      .error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);

  it.each([
    [{ times: lists.times.slice(1) }, 'times: expected 6 values, found 5'],
    [{ equity: [...lists.equity, 1] }, 'equity: expected 6 values, found 7'],
    [{ trade_count: 1 }, 'trades: expected 1 values, found 0'],
    [{ prices: [lists.prices[0]!, { symbol: 'X', close: [1] }] }, 'prices.1.close: expected 6 values, found 1'],
    [{ equity: [1, 2, 3, 4, 5, NaN] }, 'equity: expected a list of numbers'],
    [{ equity: [1, 2, 3, 4, 5, null] }, 'equity: expected a list of numbers'],
    [{ times: 'none' }, 'times: expected a list of numbers'],
    [
      { prices: [{ symbol: 'X', close: [1, 2, 3, 4, 5, 'x'] }] },
      'prices.0.close: expected a list of numbers and nulls',
    ],
    [{ benchmark_funding: { time: [1], total: [undefined] } }, 'benchmark_funding.total: expected a list of numbers'],
  ])('names what does not fit: %j', (own, problem) => {
    expect(problemsOf(own)).toEqual([problem]);
  });

  it.each([
    { schema_version: 2 },
    { symbols: [] },
    { bars: 1.5 },
    { monthly: [{ year: 2025, month: 13, return: 0 }] },
    { monthly: [{ year: 2025, month: 0, return: 0 }] },
    { strategy: { name: 'x', params: { size: NaN } } },
    { bootstrap: { level: 1, samples: 1, block_periods: 1, intervals: {} } },
    { bootstrap: { level: 0, samples: 1, block_periods: 1, intervals: {} } },
    { ambiguous: { ...lists.ambiguous, reading: 'hopeful' } },
    { data: [{ symbol: 'X', role: 'guess', source: 'x', sha256: '', rows: 0, from: 0, to: 0 }] },
    { regime: [{ decided_at: 0, available_at: 0, label: 'sideways', prob_bull: null }] },
    { costs: {} },
    { benchmark: {} },
    { refusals: { total: 0, counts: {}, samples: [{}] } },
    { code_version: {} },
  ])('refuses %j', (own) => {
    expect(problemsOf(own)).toBeDefined();
  });

  it('takes every field that may be there', () => {
    const full = smallResult({
      bootstrap: { level: 0.95, samples: 100, block_periods: 3, intervals: { sharpe: { low: 0, high: 1 } } },
      regime: [{ decided_at: 0, available_at: 1, label: 'bull', prob_bull: 0.7 }],
      data: ['bars', 'finer', 'mark', 'funding', 'regime'].map((role) => ({
        ...{ symbol: 'X', role: role as 'bars', source: 'x', sha256: '', rows: 0, from: 0, to: 0 },
      })),
      refusals: { total: 1, counts: { size: 1 }, samples: [{ reason: 'size', symbol: 'X', time: 0, detail: 'x' }] },
      ambiguous: { ...lists.ambiguous, reading: 'optimistic' },
    });
    expect(backtestResultSchema.parse(full)).toEqual(full);
  });

  it('has a summary without the series', () => {
    const summary = summaryOf(lists);
    const left = new Set([...Object.keys(lists)].filter((name) => !(name in summary)));
    expect(left).toEqual(new Set(['regime', 'trades', 'benchmark_funding', 'times', 'equity', 'prices']));
    expect(lists).toMatchObject(summary);
  });
});
