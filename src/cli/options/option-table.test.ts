import { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import {
  flagsOfFields,
  option,
  passedOn,
  readOptions,
  settingsOf,
  withOptions,
  type OptionTable,
} from './option-table.js';
import { anyText, flagOnly, moment, numberText, optionally, textList, unlessLeftOut, whole } from './readers.js';

const TABLE = {
  data: option('--data <FILE>', 'bars', textList, { repeatable: true }),
  everyHours: option('--every <HOURS>', 'step', numberText('a number of hours such as 24')),
  from: option('--from <TIME>', 'start', moment('from'), { conflicts: ['everyHours'] }),
  fields: option('--fields <WHICH>', 'which', z.enum(['common', 'all'])),
  probe: option('--probe [N]', 'ask more', optionally(whole(1))),
  strategy: option('--strategy <NAME>', 'what', anyText, { fallback: 'buy-and-hold' }),
  attribution: option('--no-attribution', 'leave it out', unlessLeftOut),
  replay: option('--replay', 'ask nobody', flagOnly),
  model: option('--model <MODEL>', 'who', anyText, { setting: 'llm.model' }),
} as const;

function typed(table: OptionTable, ...argv: string[]): Record<string, unknown> {
  const command = withOptions(new Command('x'), table)
    .exitOverride()
    .configureOutput({ writeErr: () => undefined });
  return command.parse(argv, { from: 'user' }).opts();
}

const read = (...argv: string[]) => readOptions(TABLE, typed(TABLE, ...argv));

describe('a table of options', () => {
  it('makes the typed request, by field', () => {
    const given = read(
      '--data',
      'a.csv',
      '--data',
      'b.csv',
      '--every',
      '0.5',
      '--fields',
      'all',
      '--replay',
      '--no-attribution',
    );
    expect(given).toEqual({
      data: ['a.csv', 'b.csv'],
      everyHours: 0.5,
      fields: 'all',
      replay: true,
      strategy: 'buy-and-hold',
      attribution: false,
    });
    const hours: number | undefined = given.everyHours;
    const strategy: string = given.strategy;
    expect([hours, strategy]).toEqual([0.5, 'buy-and-hold']);
  });

  it('leaves out what was not typed', () => {
    expect(read()).toEqual({ strategy: 'buy-and-hold', attribution: true });
  });

  it.each([
    [['--every', 'often'], '--every is "often": it must be a number of hours such as 24.', 'everyHours'],
    [['--every', ' '], '--every is " ": it must be a number of hours such as 24.', 'everyHours'],
    [['--probe', '0'], '--probe is 0: it must be a whole number from 1 on.', 'probe'],
    [['--probe', '1.5'], '--probe is 1.5: it must be a whole number from 1 on.', 'probe'],
    [['--from', 'soon'], '`from` is "soon"', 'from'],
  ])('names the option whose text is wrong: %j', (argv, message, where) => {
    expect(() => read(...argv)).toThrow(expect.objectContaining({ message: expect.stringContaining(message), where }));
  });

  it('reads an option with or without what may follow it', () => {
    expect([read('--probe').probe, read('--probe', '7').probe]).toEqual([true, 7]);
  });

  it('tells the parser which options exclude each other, by field', () => {
    expect(() => typed(TABLE, '--from', '2024', '--every', '1')).toThrow(/--from.*cannot be used with.*--every/);
  });

  it('offers its choices, and refuses others', () => {
    expect(() => typed(TABLE, '--fields', 'some')).toThrow(/Allowed choices are common, all/);
  });

  it('knows the option of each field, and the settings among them', () => {
    expect(flagsOfFields(TABLE).get('everyHours')).toBe('--every');
    expect(flagsOfFields(TABLE).get('attribution')).toBe('--no-attribution');
    expect(settingsOf(TABLE, read('--model', 'baseline'))).toEqual({
      'llm.model': { name: '--model', value: 'baseline' },
    });
  });
});

it('passes on what was given', () => {
  expect(passedOn({ a: 1, b: undefined, c: 3 }, ['a', 'b'])).toEqual({ a: 1 });
});
