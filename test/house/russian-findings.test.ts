import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { headlineStart } from '../../src/evaluation/contamination/headline-start.js';
import { LIMITS, sentencesOf } from '../../src/evaluation/contamination/sentences.js';
import type { ContaminationReport } from '../../src/evaluation/contamination/report-schema.js';
import { adjustedForTries } from '../../src/evaluation/evaluate/many-tried.js';
import type { ForecasterEvaluation } from '../../src/evaluation/evaluate/schema.js';
import { datesOf } from '../../src/infra/llm/model-dates.js';
import { findingIn } from '../../src/report/language/terminal/findings.js';
import { sourceFiles, type SourceFile } from '../support/sources.js';
import { period, start, verdict } from '../support/verdict-cases.js';

/** Where what an evaluation finds is put into words. */
const MADE_IN = [
  'src/evaluation/contamination/headline-start.ts',
  'src/evaluation/contamination/sentences.ts',
  'src/evaluation/evaluate/many-tried.ts',
  'src/evaluation/evaluate/slice-text.ts',
  'src/evaluation/evaluate/verdict.ts',
];
const MODEL_DATES = 'src/infra/llm/model-dates.ts';

const HAIR = [true, undefined];
const NONE = { masking: null, before_after: null, recitation: null, data_effects: [] };
const GOOD = { skill: 0.3, auc: 0.8, plausible_skill: 0.1, plausible_auc: 0.6, too_good: true };

/** Verdicts of every kind: skill or none, lasting errors, silence, slices, costs, starts. */
function verdicts(): string[] {
  const slice = (key: string, value: string, skill: number, p_adjusted: number) => ({
    ...{ key, value, n: 120, effective_n: 100, brier_skill: skill, p_value: p_adjusted, p_adjusted },
    exploratory: true as const,
  });
  const skilled = period({ skill: 0.08, interval: [0.02, 0.14], p: 0.004 });
  const silent = {
    asked: 500,
    answered: 412,
    share: 0.824,
    skill: 0.066,
    skill_interval: [0.01, 0.12],
    p_skill: 0.006,
  };
  const coverage = (numbers: object) => ({ coverage: { ...silent, ...numbers } as never });
  const sliced = (key: string, a: string, b: string) => [
    { headline: period({ skill: 0.08, interval: [0.02, 0.14], p: 0.004, slices: [slice(key, a, 0.2, 0.001), slice(key, b, -0.02, 0.6)] }) }, // prettier-ignore
    { headline: period({ slices: [slice(key, a, 0.2, 0.0001), slice(key, b, -0.02, 0.6)] }) },
  ];
  const by_hand = 'the prompt was written by 2024-01-01 as its file says, a day set by hand: its words were first seen on 2024-02-02'; // prettier-ignore
  const unknown = {
    ...start('unknown'),
    because: 'the creation date of the prompt is unknown; x/m answered as 2 different versions',
  };
  const inputs = [
    { headline: period() },
    { headline: skilled },
    { headline: period({ skill: 0.05, interval: [0.004, 0.09], p: 0.024 }) },
    { headline: period({ skill: 0.08, interval: [-0.004, 0.16], p: 0.0004 }) },
    ...[{ constant: 0.4 }, { constant: 0.001, resolution: 1 }, { association: 0.2 }].map((lacking) => ({
      headline: period({ skill: 0.03, interval: [0.01, 0.05], p: 0.002, detectable: 0.03, ...lacking }),
    })),
    ...[3.2, 1].map((effective) => ({
      headline: period({ skill: 0.1, interval: [-0.4, 0.6], p: 0.01, effective, detectable: 0.1 }),
    })),
    ...[0.0002, 0.024].map((worse) => ({
      headline: period({ skill: -0.2, interval: [-0.31, -0.09], p: 0.999, worse }),
    })),
    { headline: period({ skill: null, interval: null, p: null, detectable: null }) },
    { headline: period({ interval: null, p: null }) },
    { headline: period({ n: 174, independent: 29 }), ...coverage({}) },
    { headline: period({ n: 1, independent: 1 }) },
    { headlineStart: start(0), headline: period() },
    { headlineStart: unknown, earlier: period() },
    { headlineStart: unknown, earlier: period({ n: 1, independent: 1 }) },
    { headlineStart: unknown, costUsd: null },
    { headlineStart: start(0), withOutcome: 5 },
    ...[0, 0.001, 12].map((costUsd) => ({ earlier: period({ n: 100 }), costUsd })),
    ...[{ answered: 0, withOutcome: 0 }, { withOutcome: 0 }, { withOutcome: 5 }],
    { headline: skilled, ...coverage({}) },
    { headline: skilled, ...coverage({ p_skill: 0.2 }) },
    { headline: skilled, ...coverage({ p_skill: 0.0251 }) },
    { headline: skilled, ...coverage({ answered: 399, share: 0.798 }) },
    { headline: period(), ...coverage({ answered: 499, skill: null }) },
    { headline: period(), ...coverage({ answered: 499, skill_interval: null }) },
    { headline: period(), ...coverage({ asked: 1, answered: 0, skill: null }) },
    { headline: period(), headlineStart: { ...start(0), parts: [{ what: 'prompt' as const, at_utc: null, text: by_hand, by_hand: true as const }] } }, // prettier-ignore
    { headline: period({ skill: 0.08, interval: [-0.004, 0.16], p: 0.0004, slices: [slice('regime', 'bull', 0.2, 0.001), slice('regime', 'bear', -0.02, 0.6), slice('regime', 'neutral', -0.03, 0.6)] }) }, // prettier-ignore
    ...sliced('regime', 'bull', 'bear'),
    ...sliced('regime', 'neutral', 'bull'),
    ...sliced('volatility', '1-low', '3-high'),
    ...sliced('volatility', '2-middle', '1-low'),
    ...sliced('confidence', 'low', 'medium'),
    ...sliced('confidence', 'high', 'low'),
  ];
  const made = inputs.map((input) => verdict(input));
  const tried = [0.9, 0.001].flatMap((other) => {
    const of = { verdict: made[1]!, headline: null, recalibration: [], contamination: null, attribution: null };
    return adjustedForTries([of as unknown as ForecasterEvaluation], [other, other, other, other, other, other, other]);
  });
  const hopeless = { ...made[1]!, p_skill: 0.024 };
  const unlucky = adjustedForTries([{ verdict: hopeless, headline: null, recalibration: [], contamination: null, attribution: null } as unknown as ForecasterEvaluation], [0.9, 0.9]); // prettier-ignore
  return [...made, ...[...tried, ...unlucky].map((each) => each.verdict)].map(({ sentence }) => sentence);
}

/** What is said of memory: every test, passed or failed, on a hair or not, with too few decisions. */
function memory(): string[] {
  const headline = (from: number | 'unknown') => ({ from, because: 'the creation date of the prompt is unknown', parts: [] }); // prettier-ignore
  const findings: object[] = [
    ...[0, Date.UTC(2024, 0, 1), 'unknown' as const].map((from) => ({ headline: headline(from) })),
    ...['all', 'before_cutoff'].flatMap((scope) => {
      const masked = { scope, n: 120, brier_unmasked: 0.2, brier_masked: 0.21, difference: 0.01 };
      return [
        { masking: { ...masked, interval: null, memorised: null } },
        ...[true, false].flatMap((memorised) => HAIR.map((on_a_hair) => ({ masking: { ...masked, interval: [0.001, 0.02], memorised, on_a_hair } }))), // prettier-ignore
      ];
    }),
    { before_after: { n_before: 9, n_after: 8, difference: null, interval: null, better_before: null } },
    ...[true, false].flatMap(
      (better_before) =>
      HAIR.map((on_a_hair) => ({ before_after: { n_before: 90, n_after: 80, difference: 0.2, interval: [0.1, 0.3], better_before, on_a_hair } })), // prettier-ignore
    ),
    ...[null, 0.8].flatMap((auc) => [
      { too_good: { ...GOOD, auc } },
      { too_good: { ...GOOD, auc, too_good: false, on_a_hair: true } },
    ]),
    ...[true, false].map((recites) => ({
      recitation: {
        asked: 40,
        close: { right: 5, by_chance: 0.2 },
        direction: { right: 17, by_chance: 0.57 },
        recites,
      },
    })),
    ...['reversed-trend', 'swapped-news', 'without-news', 'another-change'].flatMap((change) => {
      const effect = { change, n: 300, n_directed: 290, share_unmoved: 0.2 };
      return [
        { data_effects: [{ ...effect, share_unmoved: null }] },
        { data_effects: [{ ...effect, share_with_data: null, share_against_data: null, mean_shift: null }] },
        ...[null, [0.1, 0.3]].map((mean_shift_interval) => ({
          data_effects: [{ ...effect, share_with_data: 0.9, share_against_data: 0.1, mean_shift: 0.2, mean_shift_interval }], // prettier-ignore
        })),
      ];
    }),
  ];
  const plain = { headline: headline(0), n_headline: 5, n_before_headline: 4, too_good: { ...GOOD, too_good: false }, ...NONE }; // prettier-ignore
  return [
    ...findings.flatMap((each) => sentencesOf({ ...plain, ...each } as unknown as ContaminationReport)),
    ...LIMITS,
  ];
}

/** Why a headline begins where it does. */
function starts(): string[] {
  const models = ['x/m:latest', 'x/m:cloud', 'ollama/m', 'azure/m', 'openai/m', 'x/unheard-of'];
  const answers = [
    ...models.map((id) => ({ id, dates: datesOf(id) })),
    { id: 'x/m', dates: datesOf('x/m', { reportedVersions: ['a', 'b'] }) },
    {
      id: 'x/m',
      dates: { known: true as const, dates: { released: '2024-05-01', training_cutoff: '2024-01', source: 'x' } },
    },
  ];
  const inputs = [
    ...answers.map((model) => ({ models: [model], promptCreatedAt: Date.UTC(2023, 0, 1), settingsChosenAt: null })),
    {
      models: [answers[7]!],
      promptCreatedAt: Date.UTC(2025, 0, 1),
      promptFirstSeenOn: '2025-02-02',
      settingsChosenAt: null,
    },
    { models: [answers[7]!], promptCreatedAt: null, settingsChosenAt: null },
    { models: [], promptCreatedAt: null, settingsChosenAt: Date.UTC(2025, 0, 1) },
    { models: [], promptCreatedAt: null, settingsChosenAt: null },
  ];
  return inputs.map(headlineStart).flatMap(({ because, parts }) => [because, ...parts.map(({ text }) => text)]);
}

/** Names and quotations that stand in the sentences above. */
const NAMES = /(?:[a-z]+\/)[\w:.-]+|"latest"|\bOllama\b|\ban(?:other)-change\b|\(x\)/g;

/** Words that are left as they were. */
const english = (said: string): string[] => said.replace(NAMES, '').match(/[A-Za-z]{2,}/g) ?? [];

/** Pieces of texts of a file, each of more than one word: what stands between values. */
function piecesOf({ path, text }: SourceFile): string[] {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) || ts.isLiteralTypeNode(node)) return;
    if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) found.push(node.text);
    if (ts.isTemplateExpression(node)) {
      found.push(node.head.text, ...node.templateSpans.map(({ literal }) => literal.text));
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found.map((piece) => piece.trim()).filter((piece) => /[a-z]{2,} [a-z]{2,}/i.test(piece));
}

const untold = (files: readonly SourceFile[], made: readonly string[]): string[] =>
  files.flatMap((file) =>
    piecesOf(file)
      .filter((piece) => !made.some((sentence) => sentence.includes(piece)))
      .map((piece) => `${file.path}: ${piece}`),
  );

describe('the Russian of what an evaluation finds', () => {
  const made = [...verdicts(), ...memory(), ...starts()];
  const files = sourceFiles().filter(({ path }) => MADE_IN.includes(path));

  it('is tried with every sentence that can be made', () => {
    expect(files).toHaveLength(MADE_IN.length);
    expect(untold(files, made), 'make this sentence above').toEqual([]);
    const reasons = sourceFiles().filter(({ path }) => path === MODEL_DATES);
    expect(untold(reasons, made).filter((piece) => /: is |answered/.test(piece))).toEqual([]);
  });

  it('is there for each of them', () => {
    const say = findingIn('ru');
    const left = made
      .map((sentence) => [sentence, say(sentence)] as const)
      .filter(([, said]) => english(said).length > 0);
    expect(left, 'write its Russian into src/report/language/terminal/').toEqual([]);
  });

  it('would be missed in a new sentence', () => {
    const planted = [
      { path: 'src/x.ts', text: 'const a = (n: number) => `it is only ${n} times as lucky as a coin`;' },
    ];
    expect(untold(planted, made)).toEqual(['src/x.ts: it is only', 'src/x.ts: times as lucky as a coin']);
    expect(english(findingIn('ru')('it is only 3 times as lucky as a coin')).length).toBeGreaterThan(3);
  });
});
