import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROOT } from '../docs/documents.js';

/** What a program may import by the package's name; types come beside them. */
const PUBLIC = {
  errors: ['InputError', 'LlmTradingError', 'RefusedError', 'UnavailableError'],
  market: [
    'buildMarketSnapshot',
    'configuredSources',
    'fetchMarketSnapshot',
    'marketSnapshotSchema',
    'observationSchema',
  ],
  opinion: [
    'buildSystemPrompt',
    'buildUserPrompt',
    'heuristicModel',
    'openModel',
    'parseRegimeAssessment',
    'promptedRegimeModel',
    'regimeAnswerJsonSchema',
    'regimeAssessmentSchema',
    'RegimeParseError',
    'tryParseRegimeAssessment',
  ],
  size: ['clamp', 'computePositionMultipliers', 'evaluateRegimeAndSize', 'safeGetScore'],
  strategies: ['createStrategy', 'fromCandleSignal', 'fromSignal', 'loadStrategy', 'Strategy'],
  measured: [
    'Backtester',
    'backtestResultSchema',
    'BarSeries',
    'computeMetrics',
    'CSVDataFeed',
    'evaluate',
    'runBacktest',
  ],
};

const manifest = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
  exports: Record<string, string | { types: string; default: string }>;
};

describe('the package offers', () => {
  it('these names and no others', async () => {
    const offered = Object.keys(await import('../../src/index.js'));
    expect(offered.sort()).toEqual(Object.values(PUBLIC).flat().sort());
  });

  it('a path for each part that has more, each with its types', () => {
    const paths = ['.', './core', './strategies', './engine', './evaluation', './report'];
    expect(Object.keys(manifest.exports)).toEqual([...paths, './package.json']);
    for (const path of paths) {
      const built = `./dist/${path === '.' ? '' : path.slice(2) + '/'}index`;
      expect(manifest.exports[path]).toEqual({ types: `${built}.d.ts`, default: `${built}.js` });
    }
  });

  it('the scores of an evaluation under a path of their own', async () => {
    expect(Object.keys(await import('../../src/evaluation/index.js')).sort()).toEqual([
      'evaluationSchema',
      'heuristicModel',
      'labelDecision',
      'scoreForecasts',
    ]);
  });

  it('to strategy files the same things under the same names', async () => {
    const [face, core, strategies] = await Promise.all([
      import('../../src/index.js'),
      import('../../src/core/index.js'),
      import('../../src/strategies/index.js'),
    ]);
    const named: Readonly<Record<string, unknown>> = { ...face };
    const shared = Object.entries({ ...core, ...strategies }).filter(([name]) => name in named);
    expect(shared.length).toBeGreaterThan(20);
    for (const [name, value] of shared) expect(value, name).toBe(named[name]);
  });
});
