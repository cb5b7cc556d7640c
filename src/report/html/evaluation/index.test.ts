import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { evaluationSchema, type Evaluation, type ForecasterEvaluation } from '../../../evaluation/evaluate/schema.js';
import { headlineStart } from '../../../evaluation/contamination/headline-start.js';
import { sampleEvaluation } from './fixtures/sample-evaluation.js';
import { renderEvaluationReport } from './index.js';

const HOSTILE = `</script><script>alert(1)</script><img src=x onerror=alert(2)>"'\`&\u202e\u0000\u001b[31m`;
const SECTIONS = [
  'verdict',
  'time',
  'reliability',
  'decomposition',
  'baselines',
  'periods',
  'recalibration',
  'attribution',
  'contamination',
  'news',
  'direction',
  'slices',
  'scores',
  'decisions',
];

const sectionsOf = (page: string): string[] => [...page.matchAll(/<section [^>]*\bid="([^"]+)"/g)].map(([, id]) => id!);

const found = (page: string, pattern: RegExp): string[] =>
  page.match(new RegExp(pattern.source, `${pattern.flags}g`)) ?? [];

/** Everything between tags, where a browser shows or runs something. */
const withoutScriptAndStyle = (page: string): string =>
  page.replace(/<style>[\s\S]*?<\/style>/, '').replace(/<script>[\s\S]*?<\/script>/, '');

const textOf = (page: string): string =>
  withoutScriptAndStyle(page)
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ');

/** No scored decision, nothing measured. */
const silent = (forecaster: ForecasterEvaluation): ForecasterEvaluation => ({
  ...forecaster,
  answered: 0,
  headline: null,
  earlier: null,
  field_groups: [],
  recalibration: [],
  contamination: null,
  attribution: null,
  verdict: { kind: 'nothing-scored', sentence: 'there is nothing to score: it gave no opinion; cost nothing' },
});

describe('renderEvaluationReport', () => {
  let evaluation: Evaluation;
  let page: string;
  let text: string;

  beforeAll(async () => {
    evaluation = await sampleEvaluation();
    page = renderEvaluationReport(evaluation);
    text = textOf(page);
  });

  it('shows a document that the schema accepts, the same each time', () => {
    const stored: unknown = JSON.parse(JSON.stringify(evaluation));
    expect(evaluationSchema.parse(stored)).toEqual(evaluation);
    expect(renderEvaluationReport(evaluationSchema.parse(stored))).toBe(page);
  });

  it('has the verdicts first, then everybody, then every part of each forecaster', () => {
    const ids = sectionsOf(page);
    expect(ids.slice(0, 3)).toEqual(['f1-verdict', 'f2-verdict', 'overview']);
    const rest = SECTIONS.slice(1);
    expect(ids.slice(3)).toEqual([...rest.map((id) => `f1-${id}`), ...rest.map((id) => `f2-${id}`), 'provenance']);
    for (const { verdict } of evaluation.forecasters) expect(text).toContain(verdict.sentence.slice(1).split('(')[0]);
    expect(text).toContain('Do not trade this');
  });

  it('says of everything that is not in the scores how often and why', () => {
    const [first] = evaluation.forecasters;
    expect(first!.excluded.length).toBeGreaterThanOrEqual(4);
    for (const { reason, n } of [...first!.excluded, ...first!.failures]) {
      const said = `${reason.charAt(0).toUpperCase()}${reason.slice(1)}. ${n}`;
      expect(text).toContain(said);
    }
    expect(text).toContain('market.funding_rate 120');
    expect(text).toContain('abababababababab');
    expect(text).toContain('Funding is missing for 2 settlements.');
  });

  it('adds up: the line over time ends where the Brier difference says', () => {
    for (const { headline, earlier } of evaluation.forecasters) {
      const shown = headline ?? earlier;
      const ended = -shown!.scores.brier.difference * shown!.scores.sample.n;
      expect(text).toContain(`It ended at ${ended.toFixed(2).replace('-', '−')}`);
    }
  });

  it('draws every bin of the diagram, and marks those that a calibrated forecaster would not have', () => {
    const diagrams = evaluation.forecasters.flatMap(({ headline, earlier, recalibration, suggestion }) => {
      const best =
        recalibration.find(({ kind }) => kind === suggestion.calibrate) ??
        recalibration.toSorted((a, b) => b.n - a.n || a.after.brier - b.after.brier)[0];
      return [(headline ?? earlier)!.scores.calibration.equal_count.diagram, ...(best ? [best.diagram_after] : [])];
    });
    const bins = diagrams.flat();
    const outside = bins.filter(({ observed, consistency: { low, high } }) => observed < low || observed > high);
    expect(outside.length, 'the sample is overconfident').toBeGreaterThan(0);
    expect(found(page, /<title>said [^<]*<\/title>/)).toHaveLength(bins.length);
    expect(found(page, /<title>said [^<]*outside the band<\/title>/)).toHaveLength(outside.length);
  });

  it('draws many decisions a few to a cell, and no outcome swallows the other', async () => {
    const many = renderEvaluationReport(
      await sampleEvaluation({ decisions: 1_700, plain: true, withoutBaselines: true }),
    );
    expect(many).toContain('Each cell is the mean of 3 decisions.');
    const cells = [...many.matchAll(/class="band (bull|bear|neutral)"[^>]*><title>[^<]*bull came/g)].map(
      ([, kind]) => kind,
    );
    for (const kind of ['bull', 'bear']) {
      expect(cells.filter((each) => each === kind).length).toBeGreaterThan(cells.length / 5);
    }
  });

  it('refers to nothing outside, and its policy names its own style and script', () => {
    expect(found(page, /https?:|@import|url\(/i)).toEqual([]);
    const visible = withoutScriptAndStyle(page);
    expect(found(visible, /<(link|img|iframe|object|embed|base|form)\b/i)).toEqual([]);
    expect(found(visible, / style=| on[a-z]+=|\bsrc=|\bhref="[^#]/i)).toEqual([]);
    for (const tag of ['style', 'script']) {
      const content = new RegExp(`<${tag}>([\\s\\S]*?)</${tag}>`).exec(page)![1]!;
      expect(page).toContain(`${tag}-src 'sha256-${createHash('sha256').update(content).digest('base64')}'`);
    }
  });

  it('shows hostile texts as texts, wherever they stand', async () => {
    const hostile = await sampleEvaluation({
      modelId: HOSTILE,
      failure: `\u001b[31m${HOSTILE}`,
      warnings: [HOSTILE],
      headline: { from: 0, because: HOSTILE, parts: [{ what: 'release', at_utc: null, text: HOSTILE }] },
    });
    const made = renderEvaluationReport({
      ...hostile,
      symbol: HOSTILE,
      code_version: HOSTILE,
      fields_left_out: [{ field: HOSTILE, n: 1 }],
      data: hostile.data.map((each) => ({ ...each, role: HOSTILE, source: HOSTILE, sha256: HOSTILE })),
    });
    expect(found(made, /<script\b/)).toHaveLength(found(made, /<script type="application\/json"/).length + 1);
    expect(found(withoutScriptAndStyle(made), /<img|<script>|onerror=alert\(2\)>/)).toEqual([]);
    expect(found(made, /[\u0000\u001b\u202e]/)).toEqual([]);
    expect(made).toContain('&lt;/script&gt;&lt;script&gt;alert(1)');
  });

  it('explains what is absent', async () => {
    const plain = await sampleEvaluation({ plain: true, withoutBaselines: true, decisions: 160 });
    const said = textOf(renderEvaluationReport(plain));
    expect(said).toContain('Its opinions were not traded');
    expect(said).toContain('nothing is known of what this forecaster may remember');
    expect(said).toContain('Not asked, or no decision has news');
    expect(said).toContain('No baseline answered these decisions');
    expect(said).toContain('No baseline was evaluated beside them.');
    const nothing = renderEvaluationReport({
      ...plain,
      forecasters: plain.forecasters.map(silent),
      warnings: [],
      fields_left_out: [],
    });
    expect(textOf(nothing)).toContain('There are no scores to show');
    expect(textOf(nothing)).toContain('No recalibration had enough decisions');
    const alone = renderEvaluationReport({ ...plain, forecasters: [] });
    expect(textOf(alone)).toContain('No forecaster was named');
  });

  it('says what news change, and what asking that took', () => {
    const { news_ablation: news, checks } = evaluation.forecasters[0]!;
    const { score, reference } = news!.comparison;
    expect(text).toContain(`${news!.n} ${score.toFixed(4)} ${reference.toFixed(4)}`);
    expect(text).toContain(
      `${checks.calls.toLocaleString('en-US')} further calls to probe it and to ask without news, cost $1.02.`,
    );
  });

  it('marks what is not out of sample', async () => {
    const late = await sampleEvaluation({
      plain: true,
      decisions: 160,
      headline: { from: Date.UTC(2030, 0, 1), because: 'it was released then', parts: [] },
    });
    expect(late.forecasters[0]!.verdict.kind).toBe('nothing-scored');
    const said = textOf(renderEvaluationReport(late));
    expect(said).toContain('These decisions are not out of sample');
    expect(said).toContain('The headline begins on 2030-01-01: it was released then.');
    expect(found(said, /not out of sample/).length).toBeGreaterThanOrEqual(4);
  });

  it.each([
    ['as it is', {}],
    ['few decisions', { decisions: 24 }],
    ['one decision in the headline', { decisions: 40, headline: startingAt(17) }],
    [
      'an unknown start',
      { decisions: 120, headline: { from: 'unknown' as const, because: 'nobody knows', parts: [] } },
    ],
    ['all of it headline', { decisions: 120, headline: always() }],
    ['without baselines', { decisions: 120, withoutBaselines: true }],
    ['without probe and attribution', { decisions: 120, plain: true }],
  ])('writes no invalid number: %s', async (_, options) => {
    const made = withoutScriptAndStyle(renderEvaluationReport(await sampleEvaluation(options))).replace(
      // In the data for the pointer null is a gap.
      /<script type="application\/json"[\s\S]*?<\/script>/g,
      '',
    );
    expect(found(made, /.{0,60}(NaN|Infinity|undefined|null|\[object).{0,40}/)).toEqual([]);
    for (const [, label] of made.matchAll(/<abbr class="none" title="([^"]*)"/g)) expect(label).not.toBe('');
  });

  it('gives every picture a name, every table heads with a scope, and no id twice', () => {
    for (const [, labels] of page.matchAll(/role="img"\s+aria-labelledby="([^"]+)"/g)) {
      for (const id of labels!.split(' ')) expect(page).toContain(`id="${id}"`);
    }
    for (const [picture] of page.matchAll(/<svg[^>]*role="img"[^>]*>/g))
      expect(picture).toMatch(/aria-label(ledby)?="[^"]+"/);
    for (const [head] of page.matchAll(/<th\b[^>]*>/g)) expect(head).toContain('scope="');
    const ids = [...page.matchAll(/\bid="([^"]+)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });
});

/** The simulated market begins on 2020-01-06 01:00 UTC with a decision every 12 hours. */
function startingAt(days: number): { from: number; because: string; parts: [] } {
  return { from: Date.UTC(2020, 0, 6 + days), because: 'it was released then', parts: [] };
}

function always() {
  return headlineStart({ models: [], promptCreatedAt: null, settingsChosenAt: null });
}
