import { beforeAll, describe, expect, it, vi } from 'vitest';
import { tryParseRegimeAssessment } from '../../src/core/regime/parse-regime-assessment.js';
import { PERCENT_FORM } from '../../src/core/regime/percent-form/index.js';
import { BASE } from './corpus/answer.js';
import { brokenInvariant } from './invariants.js';
import { mutations, percentMutations } from './mutations.js';
import { possibleProbBulls } from './reference.js';
import { MUTATIONS, SEED } from './size.js';

describe(`hostile answers: mutations: ${MUTATIONS}, seed ${SEED}`, () => {
  // The json5 package prints a warning for some characters in texts.
  beforeAll(() => {
    const warn = vi.spyOn(console, 'warn').mockReturnValue();
    return () => warn.mockRestore();
  });

  it('keeps every invariant, accepts what is harmless, and reads no number that is not there', () => {
    const failures: string[] = [];
    const counts = { accepted: 0, rejected: 0 };
    for (const { text, how, harmless } of mutations(SEED, MUTATIONS)) {
      const fail = (why: string) => failures.push(`${why}\n  after ${how}: ${JSON.stringify(text).slice(0, 900)}`);
      const broken = brokenInvariant(tryParseRegimeAssessment, text);
      if (broken !== null) fail(broken);
      const parsed = tryParseRegimeAssessment(text);
      counts[parsed.ok ? 'accepted' : 'rejected']++;
      if (harmless && !parsed.ok) fail(`L5: false reject (${parsed.error.message})`);
      if (!parsed.ok) continue;
      const { prob_bull } = parsed.assessment;
      if (harmless && Math.abs(prob_bull - BASE.prob_bull) > 1e-12) fail(`prob_bull came out as ${prob_bull}`);
      if (!possibleProbBulls(text).some((value) => Math.abs(value - prob_bull) < 1e-12))
        fail(`no object gives ${prob_bull}`);
    }
    expect(failures).toEqual([]);
    expect(counts.accepted).toBeGreaterThan(MUTATIONS / 5);
    expect(counts.rejected).toBeGreaterThan(MUTATIONS / 5);
  }, 120_000);

  it('keeps every invariant of answers in whole percents, and reads no number that is not there', () => {
    const failures: string[] = [];
    const counts = { accepted: 0, rejected: 0 };
    for (const { text, how } of percentMutations(SEED, MUTATIONS)) {
      const fail = (why: string) => failures.push(`${why}\n  after ${how}: ${JSON.stringify(text).slice(0, 900)}`);
      const broken = brokenInvariant(PERCENT_FORM.parse, text);
      if (broken !== null) fail(broken);
      const parsed = PERCENT_FORM.parse(text);
      counts[parsed.ok ? 'accepted' : 'rejected']++;
      if (!parsed.ok) continue;
      const percent = Math.round(parsed.assessment.prob_bull * 100);
      if (parsed.assessment.prob_bull !== percent / 100 || !text.includes(String(percent)))
        fail(`no object gives ${parsed.assessment.prob_bull}`);
    }
    expect(failures).toEqual([]);
    expect(counts.accepted).toBeGreaterThan(MUTATIONS / 10);
    expect(counts.rejected).toBeGreaterThan(MUTATIONS / 5);
  }, 120_000);
});
