import { benjaminiHochberg } from '../inference/benjamini-hochberg.js';
import type { ForecasterEvaluation, Verdict } from './schema.js';
import { shownP } from './shown.js';
import { suggestionOf } from './suggestion.js';
import { SIGNIFICANCE } from './verdict.js';

/**
 * Verdicts of several forecasters on the same market, adjusted for how many were tried: models × prompts × settings. The best of
 * many that know nothing looks skilled, so p-values are adjusted for the false discovery rate (Benjamini & Hochberg 1995, which
 * holds for forecasters that go together: Benjamini & Yekutieli 2001), and skill is what is left of it then.
 * @param forecasters those in question
 * @param earlier p-values of others that were tried on this market before
 */
export function adjustedForTries(
  forecasters: readonly ForecasterEvaluation[],
  earlier: readonly number[] = [],
): ForecasterEvaluation[] {
  const own = forecasters.map(({ verdict }) => verdict.p_skill ?? null);
  const tried = own.filter((p) => p !== null).length + earlier.length;
  if (tried <= 1) return [...forecasters];
  const adjusted = benjaminiHochberg([...own, ...earlier]);
  return forecasters.map((forecaster, i) => {
    const p = adjusted[i] ?? null;
    if (p === null) return forecaster;
    const verdict = adjustedVerdict(forecaster.verdict, p, tried);
    const { headline, recalibration, contamination, attribution } = forecaster;
    const suggestion = suggestionOf({ verdict, headline, recalibration, contamination, attribution });
    return { ...forecaster, verdict, suggestion };
  });
}

function adjustedVerdict(verdict: Verdict, p: number, tried: number): Verdict {
  const found = { ...verdict, p_adjusted: p, tried };
  if (verdict.kind !== 'skilled') return found;
  const of = `adjusted for ${tried} tried p = ${shownP(p)}`;
  if (p < SIGNIFICANCE) return { ...found, sentence: `${verdict.sentence}; ${of}` };
  return {
    ...found,
    kind: 'indistinguishable',
    sentence: `the best of ${tried} that were tried looks like this by chance: ${of}, where ${SIGNIFICANCE} is asked; alone, ${verdict.sentence}`,
  };
}
