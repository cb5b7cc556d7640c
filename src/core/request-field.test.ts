import { expect, it } from 'vitest';
import { field, withFieldsAs } from './request-field.js';

const shout = (name: string, value?: string): string => `<${name}${value === undefined ? '' : `=${value}`}>`;

it('stands in a message as a program writes it', () => {
  expect(`${field('everyHours')} is 0`).toBe('`everyHours` is 0');
  expect(`choose ${field('exchange', 'okx')}`).toBe('choose `exchange: okx`');
});

it('is said in other words, wherever it stands', () => {
  const text = `${field('from')} must lie before ${field('to')}: ${field('map', '"1=time, 2=open"')}`;
  expect(withFieldsAs(text, shout)).toBe('<from> must lie before <to>: <map="1=time, 2=open">');
});

it.each(['run `ollama pull llama3.2`', 'with `samples` to ask more often', '`data', 'from `', '`data fetch`', ''])(
  'is nothing else between backticks: %s',
  (text) => {
    expect(withFieldsAs(text, shout)).toBe(text);
  },
);
