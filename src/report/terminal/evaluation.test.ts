import { beforeAll, describe, expect, it } from 'vitest';
import stringWidth from 'string-width';
import type { Evaluation } from '../../evaluation/evaluate/schema.js';
import { sampleEvaluation } from '../html/evaluation/fixtures/sample-evaluation.js';
import { renderEvaluation } from './evaluation.js';
import { terminalStyle } from './style.js';

const styleOf = (columns: number, lang = 'C.UTF-8') =>
  terminalStyle({ env: { LANG: lang, NO_COLOR: '1' }, columns, isTTY: true, platform: 'linux' });
const flat = (text: string): string => text.replace(/\s+/g, ' ');

describe('an evaluation on a terminal', () => {
  let evaluation: Evaluation;
  beforeAll(async () => {
    evaluation = await sampleEvaluation({ decisions: 240, plain: true });
  });

  it('says first what to do about each forecaster, then the numbers that say so', () => {
    const text = flat(renderEvaluation(evaluation, styleOf(100)));
    const places = evaluation.forecasters.flatMap(({ id, verdict, suggestion }) => [
      text.indexOf(id),
      text.indexOf(suggestion.reasons[0]!),
      text.indexOf(`${verdict.sentence.slice(1)}.`),
    ]);
    expect(places.every((place) => place > 0)).toBe(true);
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    expect(text.indexOf('Against climatology')).toBeGreaterThan(places.at(-1)!);
    expect(text).toContain('Do not trade this');
  });

  it('has everybody in one table and every bin of the reliability', () => {
    const text = renderEvaluation(evaluation, styleOf(100));
    for (const { id } of evaluation.baselines) expect(text).toContain(id);
    const [first, second] = evaluation.forecasters;
    const { brier, calibration } = first!.headline!.scores;
    expect(text).toContain(brier.score.toFixed(4));
    expect(text).toMatch(/ollama\/made-up:latest \*/);
    expect(text).toContain('* not out of sample');
    const bins =
      calibration.equal_count.diagram.length + second!.earlier!.scores.calibration.equal_count.diagram.length;
    expect(text.match(/ % … +\d+\.\d % /g)).toHaveLength(bins);
  });

  it('says what is not in the scores', () => {
    const text = flat(renderEvaluation(evaluation, styleOf(100)));
    const [worst] = evaluation.forecasters[0]!.excluded;
    expect(text).toContain(`Not in its scores: ${worst!.n} decisions (${worst!.reason})`);
    expect(text).toContain('(the answer was not JSON)');
    expect(text).toContain('Funding is missing for 2 settlements.');
  });

  it.each([
    [60, 'C'],
    [70, 'C.UTF-8'],
    [100, 'C'],
    [120, 'C.UTF-8'],
  ])('fits %d columns (%s)', (columns, lang) => {
    const lines = renderEvaluation(evaluation, styleOf(columns, lang)).split('\n');
    expect(Math.max(...lines.map((line) => stringWidth(line)))).toBeLessThanOrEqual(columns);
    if (lang === 'C') expect(lines.join('\n')).toMatch(/^[\x00-\x7f]*$/);
  });

  it('shows columns where there is room for them', () => {
    expect(renderEvaluation(evaluation, styleOf(70))).not.toContain('indep.');
    expect(renderEvaluation(evaluation, styleOf(120))).toContain('indep.');
  });

  it('cannot be steered by what a model wrote', async () => {
    const hostile = await sampleEvaluation({
      decisions: 120,
      plain: true,
      modelId: 'a\u001b[2J<script>\nb',
      failure: '\u001b]0;owned\u0007 failed\u202e',
      warnings: ['\u001b[31mred'],
    });
    const text = renderEvaluation(hostile, styleOf(100));
    expect(text).not.toMatch(/[\u001b\u0007\u202e]/);
    expect(text).toContain('\\u{1b}');
    expect(text).toContain('<script>');
  });

  it('stands an empty headline, an unknown price, and nothing at all', async () => {
    const late = await sampleEvaluation({
      decisions: 120,
      plain: true,
      withoutBaselines: true,
      headline: { from: Date.UTC(2030, 0, 1), because: 'it was released then', parts: [] },
    });
    const text = renderEvaluation(late, styleOf(100));
    expect(text).toContain('there is nothing to score');
    expect(text).toContain('No baseline was evaluated beside it.');
    const silent = renderEvaluation(
      { ...late, forecasters: late.forecasters.map((each) => ({ ...each, headline: null, earlier: null })) },
      styleOf(100),
    );
    for (const each of [text, silent]) expect(each).not.toMatch(/NaN|undefined|null|Infinity/);
    expect(renderEvaluation({ ...late, forecasters: [] }, styleOf(100))).toContain('No forecaster was named');
  });
});
