import { describe, expect, it } from 'vitest';
import { InputError } from '../../core/errors.js';
import { readRules } from './read-rules.js';

const GOOD = `indicators:
  fast: { sma: 20 }
  bands: { bollinger: 20 }
rules:
  - side: long
    enter: close > fast
    size: 1
`;

function wrong(text: string): string {
  try {
    readRules(text, 'my.yaml');
  } catch (error) {
    if (error instanceof InputError) return error.message;
    throw error;
  }
  throw new Error('nothing was wrong');
}

/** The good file with one piece replaced. */
const having = (piece: string, by: string): string => {
  expect(GOOD).toContain(piece);
  return GOOD.replace(piece, by);
};

describe('readRules', () => {
  it('fills in defaults', () => {
    expect(readRules(GOOD, 'my.yaml')).toMatchObject({
      name: 'my.yaml',
      reverse: false,
      cooldownBars: 0,
      regimeHorizonBars: null,
      rules: [{ name: 'long 1', side: 'long', size: 1, exit: null, stop: null, maxBars: null, add: null }],
    });
  });

  it('reads JSON as well', () => {
    const json = JSON.stringify({
      rules: [{ side: 'short', enter: { not: 'prob_bull > 50%' }, size: 0.5, stop: 0.02 }],
    });
    expect(readRules(json)).toMatchObject({
      regimeHorizonBars: 24,
      rules: [{ side: 'short', stop: { kind: 'fraction', value: 0.02 }, enter: { kind: 'not' } }],
    });
  });

  it.each([
    [
      'a name that nothing has',
      having('close > fast', 'close > slow'),
      'my.yaml:6:20: rules[0].enter: there is no "slow"; known are fast, bands, open,',
    ],
    ['in quotes', having('close > fast', '"close > slow"'), 'my.yaml:6:21: rules[0].enter: there is no "slow"'],
    [
      'a missing part',
      having('close > fast', 'close > bands'),
      'my.yaml:6:20: rules[0].enter: there is no "bands"; write bands.upper, bands.middle, bands.lower.',
    ],
    [
      'a part too many',
      having('close > fast', 'close > fast.upper'),
      'my.yaml:6:20: rules[0].enter: there is no "fast.upper"; write fast.',
    ],
    [
      'a past that there is not',
      having('close > fast', 'profit[2] > 1'),
      'my.yaml:6:12: rules[0].enter: "profit" has no past: write it without [2].',
    ],
    [
      'an unknown comparison',
      having('close > fast', 'close'),
      'my.yaml:6:17: rules[0].enter: expected <, <=, >, >=, "crosses above" or "crosses below", found the end.',
    ],
    [
      'an inherited name',
      having('close > fast', 'constructor > 1'),
      'my.yaml:6:12: rules[0].enter: there is no "constructor"',
    ],
    [
      'deep inside',
      having('close > fast', '{ all: [close > 1, { any: [close > 2, nothing < 3] }] }'),
      'my.yaml:6:50: rules[0].enter.all[1].any[1]: there is no "nothing"',
    ],
    [
      'an unknown field',
      having('size: 1', 'siz: 1'),
      'my.yaml:7:5: rules[0]: there is no "siz" here (did you mean "size"?).',
    ],
    [
      'a field of other programs',
      having('size: 1', 'size: 1\n    stoploss: 0.02'),
      'my.yaml:8:5: rules[0]: there is no "stoploss" here (did you mean "stop"?).',
    ],
    [
      'an indicator written as a name',
      having('close > fast', 'close > ema200'),
      'my.yaml:6:20: rules[0].enter: there is no "ema200"; declare it first: indicators: { ema200: { ema: 200 } }; known are',
    ],
    [
      'a gain that could be a percentage',
      having('size: 1', 'size: 1\n    take_profit: 5'),
      'my.yaml:8:18: rules[0].take_profit: expected a fraction between 0 and 1',
    ],
    [
      'a short that gains more than there is',
      having('side: long', 'side: short').replace('size: 1', 'size: 1\n    take_profit: 150%'),
      'my.yaml:8:18: rules[0].take_profit: a short position cannot gain 100 %: the price would have to be 0.',
    ],
    [
      'a field too many',
      having('size: 1', 'size: 1\n    stopp: 0.02'),
      'my.yaml:8:5: rules[0]: there is no "stopp" here (did you mean "stop"?).',
    ],
    [
      'an unknown indicator',
      having('{ sma: 20 }', '{ smaa: 20 }'),
      'my.yaml:2:9: indicators.fast: expected one indicator, such as { sma: 20 }; there are sma,',
    ],
    [
      'a wrong period',
      having('{ sma: 20 }', '{ sma: 2.5 }'),
      'my.yaml:2:16: indicators.fast.sma: expected a whole number of bars, from 1 to 100000.',
    ],
    [
      'a period as text',
      having('{ sma: 20 }', '{ sma: "20" }'),
      'my.yaml:2:16: indicators.fast.sma: expected a whole number of bars, from 1 to 100000.',
    ],
    [
      'a wrong timeframe',
      having('{ sma: 20 }', '{ sma: 20, timeframe: 4hours }'),
      'my.yaml:2:31: indicators.fast.timeframe: expected an interval such as 15m, 4h or 1d.',
    ],
    [
      'a wrong field of an indicator',
      having('{ sma: 20 }', '{ sma: 20, sorce: open }'),
      'my.yaml:2:20: indicators.fast: there is no "sorce" here.',
    ],
    [
      'a condition of another kind',
      having('close > fast', '{ al: [close > 1] }'),
      'my.yaml:6:12: rules[0].enter: expected a condition: text with one of',
    ],
    [
      'a condition that is a number',
      having('close > fast', '5'),
      'my.yaml:6:12: rules[0].enter: expected a condition: text with one of',
    ],
    ['no condition', having('    enter: close > fast\n', ''), 'my.yaml:5:5: rules[0].enter: is missing.'],
    [
      'a wrong time',
      having('close > fast', '{ time: { from: "8:00", to: "16:00" } }'),
      'my.yaml:6:28: rules[0].enter.time.from: expected a time of day such as "08:00", in quotes.',
    ],
    [
      'half a window',
      having('close > fast', '{ time: { from: "08:00" } }'),
      'my.yaml:6:20: rules[0].enter.time: from and to belong together.',
    ],
    [
      'a wrong side',
      having('side: long', 'side: buy'),
      'my.yaml:5:11: rules[0].side: is "buy": it must be one of long, short.',
    ],
    ['a size of zero', having('size: 1', 'size: 0'), 'my.yaml:7:11: rules[0].size: is 0: it must be above 0.'],
    [
      'a size that is not a number',
      having('size: 1', 'size: .nan'),
      'my.yaml:7:11: rules[0].size: is NaN: it must be a number.',
    ],
    [
      'a size in words',
      having('size: 1', 'size: half'),
      'my.yaml:7:11: rules[0].size: is "half": it must be a number.',
    ],
    ['a size below zero', having('size: 1', 'size: -5%'), 'my.yaml:7:11: rules[0].size: is -0.05: it must be above 0.'],
    [
      'an endless size',
      having('size: 1', 'size: .inf'),
      'my.yaml:7:11: rules[0].size: is Infinity: it must be a number.',
    ],
    ['a huge size', having('size: 1', 'size: 101'), 'my.yaml:7:11: rules[0].size: is 101: it must be at most 100.'],
    [
      'bars below one',
      having('size: 1', 'max_bars: 0'),
      'my.yaml:7:15: rules[0].max_bars: expected a whole number of bars, at least 1.',
    ],
    [
      'a stop in percent',
      having('size: 1', 'size: 1\n    stop: 2'),
      'my.yaml:8:11: rules[0].stop: expected a fraction between 0 and 1: 0.02 means 2 %.',
    ],
    [
      'a wrong stop price',
      having('size: 1', 'size: 1\n    stop: { price: close - }'),
      'my.yaml:8:27: rules[0].stop.price: expected a number or a name, found the end.',
    ],
    [
      'a reserved name',
      having('fast: {', 'close: {'),
      'my.yaml:2:3: indicators: "close" has a meaning of its own: choose another name.',
    ],
    [
      'a name with spaces',
      having('fast: {', 'my fast: {'),
      'my.yaml:2:3: indicators: "my fast" is not a name: use letters, digits and _.',
    ],
    ['no rules', 'rules: []\n', 'my.yaml:1:8: rules: must have at least 1 in the list.'],
    ['nothing at all', '', 'my.yaml:1:1: expected a list of rules under "rules:", each with side and enter.'],
    ['a list', '- 1\n', 'my.yaml:1:1: expected a list of rules under "rules:", each with side and enter.'],
    ['broken YAML', 'rules:\n  - side: long\n   enter: x\n', 'my.yaml:3:1: '],
    [
      'brackets in a list',
      having('close > fast', '{ all: [close > fast[1]] }'),
      'my.yaml:6:32: Missing , or : between flow sequence items (an expression with [n] has to be quoted inside [ ] or { }).',
    ],
    ['a key twice', having('size: 1', 'size: 1\n    size: 2'), 'my.yaml:8:5: Map keys must be unique.'],
    [
      'a bomb of aliases',
      `a: &a [${'x,'.repeat(50)}]\n${Array.from({ length: 9 }, (_, i) => `${'bcdefghij'[i]!}: &${'bcdefghij'[i]!} [${`*${'abcdefghi'[i]!},`.repeat(20)}]`).join('\n')}\n`,
      'my.yaml is not valid YAML, or is nested too deeply.',
    ],
    ['a hundred thousand brackets', '['.repeat(100_000), 'my.yaml'],
    ['a megabyte', '#'.repeat(1_000_000), 'my.yaml has more than 200000 characters: that is not a file of rules.'],
  ])('names the place of %s', (_, text, message) => {
    const found = wrong(text);
    expect(found.slice(0, message.length)).toBe(message);
  });

  it('names every fault of a file, those in conditions too', () => {
    const text = [
      'indicators: { fast: { sma: 20 } }',
      'rules:',
      '  - side: long',
      '    enter: close > ema200 and fast > 1',
      '    exit: close < slow1',
      '    stoploss: 3%',
      '    size: lots',
      '  - side: long',
      '    enter: nothing > 1',
      '',
    ].join('\n');
    const lines = wrong(text).split('\n');
    expect(lines.map((line) => line.slice(0, line.indexOf(' '))).sort()).toEqual(
      ['my.yaml:4:20:', 'my.yaml:5:19:', 'my.yaml:6:5:', 'my.yaml:7:11:', 'my.yaml:9:12:'].sort(),
    );
    // Without the faults of its fields, the conditions are still all told.
    const others = wrong(text.replace('    stoploss: 3%\n    size: lots\n', '')).split('\n');
    expect(others).toHaveLength(3);
  });

  it('takes percentages wherever a number stands, and all equity where no size is said', () => {
    const text = (fields: string) => `rules:\n  - side: long\n    enter: close > 1\n${fields}`;
    const [rule] = readRules(
      text(
        '    size: 50%\n    stop: 3%\n    take_profit: 150%\n    trailing_stop: "0.1"\n    add: { when: close > 2, size: 25 % }\n',
      ),
    ).rules;
    expect(rule).toMatchObject({
      size: 0.5,
      stop: { kind: 'fraction', value: 0.03 },
      takeProfit: { kind: 'fraction', value: 1.5 },
      trailingStop: 0.1,
      add: { size: 0.25 },
    });
    expect(readRules(text('')).rules[0]!.size).toBe(1);
    expect(readRules(text('    size: 100%\n')).rules[0]!.size).toBe(1);
  });

  it('joins conditions in one text as lists do', () => {
    // Where a name stands in its text is for messages alone.
    const rules = (enter: string) =>
      JSON.stringify(readRules(`rules:\n  - side: long\n    enter: ${enter}\n`).rules[0]!.enter).replace(
        /,"at":\d+/g,
        '',
      );
    expect(rules('close > 1 and open > 2 or low > 3')).toEqual(
      rules('{ any: [{ all: [close > 1, open > 2] }, low > 3] }'),
    );
    expect(rules('not (close > 1 or open > 2)')).toEqual(rules('{ not: { any: [close > 1, open > 2] } }'));
  });
});
