import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { catalogueText, type Text } from './catalogue.js';
import { en } from './en.js';
import { ru } from './ru.js';

const PAGES = fileURLToPath(new URL('../../../web/src', import.meta.url));
const forms = (text: Text): string[] => (typeof text === 'string' ? [text] : Object.values(text));
const values = (text: string): string[] =>
  [...new Set([...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!))].sort();

describe('the catalogue of texts', () => {
  it('has the same keys in the same order in both languages', () => {
    expect(Object.keys(ru)).toEqual(Object.keys(en));
  });

  it('names the same values in both languages, in every form', () => {
    for (const key of Object.keys(en) as (keyof typeof en)[]) {
      const wanted = values(forms(en[key])[0]!);
      for (const form of [...forms(en[key]), ...forms(ru[key])]) {
        expect({ key, values: values(form) }).toEqual({ key, values: wanted });
        expect({ key, isEmpty: form.trim() === '' }).toEqual({ key, isEmpty: false });
      }
    }
  });

  it('holds no text that no page uses', () => {
    const sources = (readdirSync(PAGES, { recursive: true }) as string[])
      .filter((file) => /\.tsx?$/.test(file) && !file.includes('.test.'))
      .map((file) => readFileSync(join(PAGES, file), 'utf8'))
      .join('\n');
    // A key that is put together, `now.group.${group}`, counts by what stands before the value.
    const beginnings = [...sources.matchAll(/`([\w.]+\.)\$\{/g)].map(([, start]) => start!);
    const unused = Object.keys(en).filter(
      (key) => !sources.includes(`'${key}'`) && !beginnings.some((start) => key.startsWith(start)),
    );
    expect(unused).toEqual([]);
  });

  it('chooses the form of a number by the rules of the language', () => {
    const gaps = (n: number): string => catalogueText(ru['now.snapshot.gaps'], 'ru', { n });
    expect([gaps(1), gaps(3), gaps(5)]).toEqual(['нет 1 поля', 'нет 3 полей', 'нет 5 полей']);
    expect(catalogueText(en['now.snapshot.gaps'], 'en', { n: 1 })).toBe('1 field is missing');
    expect(catalogueText(en['now.snapshot.gaps'], 'en', { n: 2 })).toBe('2 fields are missing');
  });

  it('puts a value in as it is, whatever stands in it', () => {
    expect(catalogueText('{a} and {b}', 'en', { a: '{b}', b: '$&' })).toBe('{b} and $&');
  });
});
