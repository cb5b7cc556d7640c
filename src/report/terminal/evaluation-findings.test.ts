import { beforeAll, describe, expect, it } from 'vitest';
import type { ForecasterEvaluation } from '../../evaluation/evaluate/schema.js';
import { sampleEvaluation } from '../html/evaluation/fixtures/sample-evaluation.js';
import { sayIn } from '../language/say.js';
import { findings } from './evaluation-findings.js';

const say = sayIn('en');

describe('what was found beside the scores', () => {
  let probed: ForecasterEvaluation;
  beforeAll(async () => {
    probed = (await sampleEvaluation({ decisions: 240 })).forecasters[0]!;
  });

  it('says how much of the P&L is whose, and whether memory shows', () => {
    const { pnl } = probed.attribution!.model;
    const text = findings(probed, say).join('\n');
    expect(text).toContain(`${Math.abs(pnl.total_return * 100).toFixed(1)} % with it`);
    expect(text).toContain(`p = ${probed.attribution!.shifts.p_value!.toFixed(3)}`);
    const [flag] = probed.contamination!.flags;
    expect(text).toContain(flag === undefined ? 'no sign of memory' : flag.replaceAll('_', ' '));
  });

  it('calls news helpful or harmful only where the whole interval says so', () => {
    const { brier } = probed.headline!.scores;
    const said = (low: number, high: number): string =>
      findings(
        {
          ...probed,
          news_ablation: {
            scope: 'all',
            n: 12,
            left_out: 0,
            comparison: { ...brier, difference_interval: { low, high, lower_bound: low } },
          },
        },
        say,
      )[0]!;
    expect(said(-0.02, -0.01)).toMatch(/over 12 decisions, none of them out of sample: they help\.$/);
    expect(said(0.01, 0.02)).toMatch(/they harm\.$/);
    expect(said(-0.01, 0.02)).toMatch(/no difference is shown\.$/);
  });

  it('prices the further questions, and is silent about what was not asked', () => {
    const asked = { ...probed, checks: { calls: 41, cost_usd: 0.126 } };
    expect(findings(asked, say).at(-1)).toBe('Further questions: 41 calls, $0.13.');
    const bare = { news_ablation: null, attribution: null, contamination: null, checks: { calls: 0, cost_usd: 0 } };
    expect(findings({ ...probed, ...bare }, say)).toEqual([]);
  });
});
