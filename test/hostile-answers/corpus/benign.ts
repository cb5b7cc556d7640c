import { accept, answer, BASE, pretty, type CorpusCase } from './answer.js';

type Form = readonly [name: string, write: (answer: Readonly<Record<string, unknown>>) => string];
type Frame = readonly [name: string, around: (text: string) => string];

const quote = (value: unknown): string => JSON.stringify(value).replaceAll('"', "'");

const FORMS: readonly Form[] = [
  ['compact', (a) => JSON.stringify(a)],
  ['two spaces', (a) => JSON.stringify(a, null, 2)],
  ['tabs and CRLF', (a) => JSON.stringify(a, null, '\t').replaceAll('\n', '\r\n')],
  ['keys reversed', (a) => JSON.stringify(Object.fromEntries(Object.entries(a).reverse()))],
  ['single quotes', quote],
  [
    'bare keys, trailing comma',
    (a) =>
      JSON.stringify(a, null, 1)
        .replace(/"([a-z_]+)":/g, '$1:')
        .replace(/\n\}$/, ',\n}'),
  ],
];

const FRAMES: readonly Frame[] = [
  ['bare', (text) => text],
  ['blank around', (text) => `\n\n  ${text}\n `],
  ['fence', (text) => `\`\`\`json\n${text}\n\`\`\``],
  [
    'fence and prose',
    (text) => `Here is my assessment.\n\n\`\`\`json\n${text}\n\`\`\`\n\nLet me know if you need more.`,
  ],
  ['prose before', (text) => `Assessment (BTCUSDT, 4 h): ${text}`],
  ['prose after', (text) => `${text}\n\nNote: not financial advice.`],
  ['thinking', (text) => `<think>\nFunding is flat {neutral}. Maybe 0.6?\n</think>\n\n${text}`],
  ['thinking opened by the template', (text) => `Let me weigh it.\n</think>\n${text}`],
];

/** 48 combinations of form and frame. */
const combined: CorpusCase[] = FORMS.flatMap(([form, write]) =>
  FRAMES.map(([frame, around]) => accept(`${form}, ${frame}`, around(write(BASE)))),
);

/** 12 more, each odd in its own harmless way. */
const single: CorpusCase[] = [
  accept('braces and quotes in the reasoning', answer({ reasoning_short: 'range {60k..65k} "quoted" [x] it\'s ok' })),
  accept('JSON in the reasoning', answer({ reasoning_short: answer({ prob_bull: 0.1, prob_bear: 0.9 }) })),
  accept('confidence in upper case', answer({ confidence_level: 'HIGH' })),
  accept('label in upper case', answer({ regime_label: 'BULL' })),
  accept('more digits', answer({ prob_bull: 0.6200000000000001, prob_bear: 0.37999999999999995 })),
  accept('exponent', answer().replace('0.62', '6.2e-1')),
  accept('integers', answer({ prob_bull: 1, prob_bear: 0 }), 1),
  accept('even', answer({ prob_bull: 0.5, prob_bear: 0.5, regime_label: 'neutral' }), 0.5),
  accept('all scores null', answer({ scores: Object.fromEntries(Object.keys(BASE.scores).map((key) => [key, null])) })),
  accept('empty texts', answer({ reasoning_short: '', factors_summary: [] })),
  accept(
    'escapes in every text',
    pretty().replaceAll('return_24h', '\\u0072eturn\\u005f24h').replace('medium', 'm\\u0065dium'),
  ),
  accept(
    'comments and odd spaces',
    `/* view */ ${pretty().replace('"scores"', '// now the scores\n"scores"').replaceAll(': ', '\u00a0:\t')}`,
  ),
];

/** 60 texts that must be accepted. */
export const benign: readonly CorpusCase[] = [...combined, ...single];
