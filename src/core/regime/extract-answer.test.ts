import { describe, expect, it } from 'vitest';
import { extractAnswer } from './extract-answer.js';
import { RegimeParseError } from './regime-parse-error.js';

const ANSWER = '{"prob_bull": 0.7}';

/** The probability that was found, or the code of the refusal. */
function outcomeOf(text: string, marks?: [string, ...string[]]): unknown {
  try {
    const { fields } = extractAnswer(text, marks);
    return fields.get((marks ?? ['prob_bull']).find((mark) => fields.has(mark))!);
  } catch (error) {
    if (error instanceof RegimeParseError) return error.code.replace('regime.parse.', '');
    throw error;
  }
}

const messageOf = (text: string, marks?: [string, ...string[]]): string => {
  try {
    extractAnswer(text, marks);
  } catch (error) {
    return (error as Error).message;
  }
  return 'found';
};

describe('the one answer of a text', () => {
  it.each([
    ['bare', ANSWER],
    ['in a fence', `\`\`\`json\n${ANSWER}\n\`\`\``],
    ['inside prose', `I would say ${ANSWER}, since funding is high.`],
    ['before thinking', `${ANSWER}\n<think>was that right?</think>`],
    ['after thinking in another mark', `[THINK]{"prob_bull": 0.1}[/THINK]${ANSWER}`],
    ['after thinking in a third mark', `◁think▷{"prob_bull": 0.1}◁/think▷${ANSWER}`],
    ['after a list of something else', `Prices: [1, 2, 3]. ${ANSWER}`],
    ['after an array that is none', `[sic] ${ANSWER}`],
    ['after another object', `{"price": 5} ${ANSWER}`],
    ['after braces that begin no object', `{sic} and {} ${ANSWER}`],
    ['after a brace that is never closed', `{ so: ${ANSWER}`.replace('so: ', '')],
    ['after one that broke off before its first comma', `{"prob_bull": 0.6 oops} or ${ANSWER}`],
    ['after a closing brace alone', `} ${ANSWER}`],
    ['before a closing brace alone', `${ANSWER} }`],
    ['after an apostrophe', `It's this: ${ANSWER}`],
    ['between unlike quotes', `" ${ANSWER} '`],
    ['after a quoted word', `"Regime": ${ANSWER}`],
    ['after quoted prose', `"Up" is my view. ${ANSWER}`],
    ['before a quoted word', `${ANSWER} "done"`],
    ['with a tag inside a text of it', '{"prob_bull": 0.7, "reasoning_short": "</think> <think> [THINK]"}'],
  ])('is found %s', (_, text) => {
    expect(outcomeOf(text)).toBe(0.7);
  });

  it.each([
    ['no-object', ''],
    ['no-object', 'bullish'],
    ['no-object', '[1, 2]'],
    ['no-object', '[]'],
    ['no-object', '{sic}'],
    ['field-missing', '{"prob_bear": 0.4}'],
    ['field-missing', '{}'],
    ['field-missing', '{"a": {"b": [1, {"c": 2}]}}'],
    ['several-objects', `${ANSWER} ${ANSWER}`],
    ['several-objects', `${ANSWER} or {"prob_bull": 0.6, oops}`],
    ['several-objects', `{"prob_bull": 0.6, oops} or ${ANSWER}`],
    ['wrapped', `[${ANSWER}]`],
    ['wrapped', `[1, ${ANSWER}]`],
    ['wrapped', `[[1, 2], [3, ${ANSWER}]]`],
    ['wrapped', `{"answer": ${ANSWER}}`],
    ['wrapped', `{"a": 1, "b": {"c": 2, "answer": ${ANSWER}}}`],
    ['wrapped', `{"a": [0, {"b": ${ANSWER}}], "c": 1}`],
    ['wrapped', `[ oops ${ANSWER} ]`],
    ['wrapped', `[ ${ANSWER}, oops`],
    ['wrapped', `oops ${ANSWER} ]`],
    ['wrapped', `{"answer": oops ${ANSWER}}`],
    ['wrapped', `{"answer": oops ${ANSWER}`],
    ['wrapped', `{ oops ${ANSWER} }`],
    ['wrapped', `"${ANSWER}"`],
    ['wrapped', `'${ANSWER}'`],
    ['wrapped', `x"${ANSWER}`],
    ['wrapped', `${ANSWER}'x`],
    ['wrapped', `" ${ANSWER} "`],
    ['wrapped', `x ' ${ANSWER} ' x`],
    ['wrapped', `'I say ${ANSWER} and mean it'`],
    ['wrapped', `<think>so</think> 'I say ${ANSWER} and mean it'`],
    ['wrapped', `so</think> 'I say ${ANSWER} and mean it'`],
    ['truncated', '{"prob_bull": 0.7, "reas'],
    ['truncated', '{"prob_bull": 0.7'],
    ['truncated', '{"prob_bull":'],
    ['no-object', '{"prob_bear" 0.7}'],
    ['syntax', '{"prob_bull": 0.7 "x": 1}'],
    ['thinking-unclosed', `<think>${ANSWER}`],
    ['thinking-unclosed', `${ANSWER}<think>or not`],
    ['no-object', '{'],
  ])('is refused as %s: %j', (code, text) => {
    expect(outcomeOf(text)).toBe(code);
  });

  it.each([
    ['too-deep', 'lists', '['.repeat(65) + ']'.repeat(65)],
    ['too-deep', 'objects', `${'{"a":'.repeat(65)}1${'}'.repeat(65)}`],
    ['no-object', 'lists as deep as they may be', '['.repeat(64) + ']'.repeat(64)],
    ['field-missing', 'objects as deep as they may be', `${'{"a":'.repeat(64)}1${'}'.repeat(64)}`],
    ['too-complex', 'a long list', `[${'1,'.repeat(10_001)}1]`],
    ['no-object', 'a list cut off', `[${'1,'.repeat(1_000)}`],
  ])('is refused as %s: %s', (code, _, text) => {
    expect(outcomeOf(text)).toBe(code);
  });

  it('may stand in quotes of its own where thinking came before it', () => {
    // What stands before the thinking encloses nothing that comes after it.
    expect(outcomeOf(`'I think <think>so</think> ${ANSWER} it is'`)).toBe(0.7);
    expect(outcomeOf(`'${' '.repeat(3)}so</think> ${ANSWER} it is'`)).toBe(0.7);
  });

  it('is not enclosed by what begins after thinking that follows it', () => {
    expect(outcomeOf(`'I say ${ANSWER} <think>do I?</think> and mean it'`)).toBe('wrapped');
  });

  it('is an object with any of the marks that a form names', () => {
    const marks: [string, ...string[]] = ['direction', 'percent'];
    expect(outcomeOf('{"percent": 40}', marks)).toBe(40);
    expect(outcomeOf('{"direction": "up"} {"percent": 40}', marks)).toBe('several-objects');
    expect(outcomeOf(ANSWER, marks)).toBe('field-missing');
  });

  it('says what has to be mended', () => {
    expect(messageOf('{"a": 1}')).toBe('The JSON object has no prob_bull: give prob_bull and prob_bear.');
    expect(messageOf('{"a": 1}', ['direction'])).toBe(
      'The JSON object has no direction: give every field of the schema.',
    );
    expect(messageOf('up')).toBe('The answer has no JSON object: write exactly one, with every field of the schema.');
    expect(messageOf(`${ANSWER}${ANSWER}`)).toBe(
      'More than one object gives prob_bull: write exactly one JSON object.',
    );
    expect(messageOf('['.repeat(65))).toBe('The answer is nested deeper than 64 levels: write one flat object.');
    expect(messageOf('{"prob_bull": 0.7 "x": 1}')).toBe(
      'The JSON object is broken at character 19, where "," or "}" is expected.',
    );
  });

  it('is looked for among brackets only so long as the text is worth it', () => {
    const vain = (count: number) => `${'[x '.repeat(count)}${ANSWER}`;
    // Each attempt costs 32, 16 for each of two values that were begun, and what it read; 50,000 and one a character are free.
    expect(outcomeOf(vain(500))).toBe(0.7);
    expect(outcomeOf(vain(1_000))).toBe('too-complex');
    expect(outcomeOf(`${'x'.repeat(120_000)}${vain(2_000)}`)).toBe(0.7);
    expect(outcomeOf(`${'x'.repeat(120_000)}${vain(3_000)}`)).toBe('too-complex');
    // Values cost as much in lists that could be read as in broken ones.
    const lists = (count: number, end: string) => `${`[${'1,'.repeat(100)}1${end}`.repeat(count)} ${ANSWER}`;
    expect(outcomeOf(lists(30, '] '))).toBe(0.7);
    expect(outcomeOf(lists(60, '] '))).toBe('too-complex');
    expect(outcomeOf(lists(30, ' x '))).toBe(0.7);
    expect(outcomeOf(lists(60, ' x '))).toBe('too-complex');
  });
});
