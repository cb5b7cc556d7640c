import { describe, expect, it } from 'vitest';
import { readTemplate, type PromptSection } from './placeholders.js';

const read = (text: string, section: PromptSection = 'user') => {
  const found = readTemplate(text, section);
  return 'problem' in found ? `${found.line}: ${found.problem}` : found.paragraphs;
};
const table = { name: 'table' };

describe('the lines of a template', () => {
  it('are texts and placeholders, in paragraphs', () => {
    expect(
      read(
        'Of {{base_asset}} at {{ timestamp }}:\n{{table}}\n\n\n  As of {{horizon_hours}}\t\r\n{{base_asset}}{{timestamp}} h',
      ),
    ).toEqual([
      [['Of ', { name: 'base_asset' }, ' at ', { name: 'timestamp' }, ':'], [table]],
      [
        ['  As of ', { name: 'horizon_hours' }],
        [{ name: 'base_asset' }, { name: 'timestamp' }, ' h'],
      ],
    ]);
  });

  it('may have a block after spaces, which are not part of it', () => {
    expect(read('  {{table}}  ')).toEqual([[[table]]]);
    expect(read('  {{ table }}')).toEqual([[[table]]]);
  });

  it.each(['{{market}}', '{{onchain}}', '{{macro}}', '{{news}}', '{{table}}', '{{headlines}}'])(
    'show data with %s alone',
    (block) => {
      expect(typeof read(block)).toBe('object');
    },
  );

  it.each([
    ['', '1: the user prompt is empty'],
    [' \n\t\n', '1: the user prompt is empty'],
    [
      'What of {{base_asset}}?\n{{failures}}',
      '1: the user prompt shows no data: it needs one of {{market}}, {{onchain}}, {{macro}}, {{news}}, {{table}}, {{headlines}}',
    ],
    ['{{table}}\nName\n{{definitions}}', '3: {{definitions}} belongs into the system prompt'],
    ['Prices: {{table}}', '1: {{table}} must stand alone on its line'],
    ['{{table}}.', '1: {{table}} must stand alone on its line'],
    ['{{table}} {{news}}', '1: {{table}} must stand alone on its line'],
    ['{{table}}\n{{base_asset', '2: two braces that are no placeholder: write one, or put a space between them'],
    [
      '{{table}}\nbase}} {{base_asset}}',
      '2: two braces that are no placeholder: write one, or put a space between them',
    ],
    ['{{table}}\n{{base_asset}} a {{', '2: two braces that are no placeholder: write one, or put a space between them'],
  ])('are refused with their number: %j', (text, problem) => {
    expect(read(text)).toBe(problem);
  });

  it('name the placeholders that there are', () => {
    expect(read('{{table}}\n{{tabel}}')).toMatch(
      /^2: there is no placeholder \{\{tabel\}\} \(there are \{\{base_asset\}\}, /,
    );
    expect(read('{{price}}', 'system')).toBe(
      '1: there is no placeholder {{price}} (there are {{definitions}}, {{answer_rules}}, {{answer_schema}})',
    );
    expect(read('{{toString}}')).toContain('there is no placeholder {{toString}}');
  });

  it('need no data in the system prompt', () => {
    expect(read('You judge.', 'system')).toEqual([[['You judge.']]]);
    expect(read('', 'system')).toBe('1: the system prompt is empty');
    expect(read('{{table}}', 'system')).toBe('1: {{table}} belongs into the user prompt');
  });
});
