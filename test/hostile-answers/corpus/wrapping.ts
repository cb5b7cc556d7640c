import { accept, answer, BASE, pretty, reject, without, type Family } from './answer.js';

const other = answer({ prob_bull: 0.1, prob_bear: 0.9 });

export const wrapping: readonly Family[] = [
  {
    family: 'fences',
    cases: [
      accept('json', '```json\n' + pretty() + '\n```'),
      accept('bare', '```\n' + pretty() + '\n```'),
      accept('json5', '```json5\n' + answer() + '\n```'),
      accept('upper case', '```JSON\n' + answer() + '\n```'),
      accept('tildes', '~~~json\n' + answer() + '\n~~~'),
      accept('one line', '```' + answer() + '```'),
      accept('inline code', '`' + answer() + '`'),
      accept('never closed', '```json\n' + answer()),
      accept('prose around', 'My view:\n```json\n' + answer() + '\n```\nGood luck.'),
      accept('four ticks', '````json\n' + answer() + '\n````'),
      reject(
        'two fences with two answers',
        '```json\n' + answer() + '\n```\n```json\n' + other + '\n```',
        'several-objects',
      ),
      reject('an empty fence', '```json\n```', 'no-object'),
    ],
  },
  {
    family: 'prose before and after',
    cases: [
      accept('before', 'Based on the data: ' + answer()),
      accept('after', answer() + '\n\nI hope this helps!'),
      accept('both, many lines', 'Step 1.\nStep 2.\n\n' + pretty() + '\n\nDone.\n'),
      accept('braces that hold no answer', 'The format {x, y} is understood; {} too.\n' + answer()),
      accept('a schema sketch', 'I fill {"prob_bull": <number>, "prob_bear": <number>}:\n' + answer()),
      accept('brackets, quotes, apostrophes', 'It\'s "clear" [see 1], isn\'t it? [0.3, 0.5)\n' + answer()),
      accept('a small object before', 'Input was {"asset": "BTC"}.\n' + answer()),
      accept('assignment', 'result = ' + answer() + ';'),
      accept('XML around', '<answer>\n' + answer() + '\n</answer>'),
      reject('prose only, with numbers', 'prob_bull is 0.62 and prob_bear is 0.38, so bull.', 'no-object'),
    ],
  },
  {
    family: 'thinking',
    cases: [
      accept('closed', '<think>hmm</think>' + answer()),
      accept('another answer in it', '<think>first ' + other + ' no</think>\n' + answer()),
      accept('twice', '<think>' + other + '</think><think>' + other + '</think>' + answer()),
      accept('long form, upper case', '<THINKING>' + other + '</THINKING>\n' + answer()),
      accept('opened by the template', 'so maybe ' + other + '\n</think>\n' + answer()),
      accept('nested opening', '<think>a <think>b ' + other + '</think>' + answer()),
      accept('broken JSON in it', '<think>{"prob_bull": 0.1, ...</think>' + answer()),
      accept('tags inside the reasoning', answer({ reasoning_short: 'I <think> so </think> yes' })),
      accept('a field of reasoning before the answer', answer({ reasoning: other, thinking: '<think>' })),
      reject('never closed', '<think>let me see ' + answer(), 'thinking-unclosed'),
      reject('never closed, after an answer', answer() + '<think>or rather ' + other, 'thinking-unclosed'),
      reject('nothing after it', '<think>' + answer() + '</think>', 'no-object'),
      reject('nothing after the closing tag of the template', answer() + '</think>', 'no-object'),
      reject('empty', '<think></think>', 'no-object'),
    ],
  },
  {
    family: 'nested, array, double-encoded, two objects',
    cases: [
      reject('array', '[' + answer() + ']', 'wrapped'),
      reject('array of two', '[' + answer() + ',' + other + ']', 'wrapped'),
      reject('broken array', '[oops, ' + answer() + ']', 'wrapped'),
      reject('array never closed', '[' + answer(), 'truncated'),
      reject('wrapper object', '{"result": ' + answer() + '}', 'wrapped'),
      reject('wrapper deep inside', '{"a": {"b": [' + answer() + ']}}', 'wrapped'),
      reject('broken wrapper', '{"note": oops, "result": ' + answer() + '}', 'wrapped'),
      reject('double-encoded', JSON.stringify(answer()), 'no-object'),
      reject('in single quotes', "'" + answer() + "'", 'wrapped'),
      reject('inside a longer text literal', "'Answer: " + answer() + "'", 'wrapped'),
      reject('two that agree', answer() + '\n' + answer(), 'several-objects'),
      reject(
        'a broken one and a good one',
        '{"prob_bull": 0.9, "prob_bear" 0.1}\nSorry: ' + answer(),
        'several-objects',
      ),
    ],
  },
  {
    family: 'refusals and empty',
    cases: [
      reject('empty', '', 'no-object'),
      reject('blank', ' \n\t\r\n', 'no-object'),
      reject('refusal', "I'm sorry, but I can't provide financial advice.", 'no-object'),
      reject('refusal in Russian', 'Извините, я не могу давать финансовые советы.', 'no-object'),
      reject('refusal as JSON', '{"error": "I cannot help with that"}', 'field-missing'),
      reject('HTML error page', '<html><body><h1>502 Bad Gateway</h1></body></html>', 'no-object'),
      reject('null', 'null', 'no-object'),
      reject('number', '0.62', 'no-object'),
      reject('true', 'true', 'no-object'),
      reject('empty object', '{}', 'field-missing'),
      reject('empty array', '[]', 'no-object'),
      reject(
        'the schema instead of an answer',
        '{"type":"object","properties":' + without('prob_bull') + '}',
        'field-missing',
      ),
    ],
  },
  {
    family: 'language and encoding',
    cases: [
      accept('texts in Russian', answer({ reasoning_short: 'Цена выше средних.', factors_summary: ['тренд вверх'] })),
      accept('emoji and right-to-left', answer({ reasoning_short: '📈 قوي \u202eabc' })),
      accept('lone surrogate in a text', answer({ reasoning_short: 'x' }).replace('"x"', '"\\ud800 x"')),
      accept(
        'invalid UTF-8 in a text',
        Buffer.concat([
          Buffer.from(answer().slice(0, -2)),
          Buffer.from([0xff, 0xc3, 0x28]),
          Buffer.from('"}'),
        ]).toString('utf8'),
      ),
      reject('keys in Russian', answer().replaceAll('prob_bull', 'вероятность_роста'), 'field-missing'),
      reject('label words in Chinese', withConfidence('中'), 'field-type'),
    ],
  },
];

function withConfidence(value: string): string {
  return JSON.stringify({ ...BASE, confidence_level: value });
}
