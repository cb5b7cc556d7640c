import type { ForecasterEvaluation, Suggestion, Verdict } from '../../../../evaluation/evaluate/schema.js';
import type { Coverage } from '../../../../evaluation/evaluate/coverage.js';
import { sayIn } from '../../../language/say.js';
import { plainAdvice } from '../../../shared/advice.js';
import { decimals } from '../../../shared/numbers.js';
import { count } from '../../../shared/format.js';
import { html, type Markup, type Piece } from '../../markup.js';
import { explained } from '../glossary.js';
import {
  between,
  dash,
  NO_INTERVAL,
  NO_TEST,
  orDash,
  pValue,
  sentence,
  share,
  shownPeriod,
  signedScore,
  usd,
} from '../write.js';
import { isoDay } from '../../../../core/time.js';

/** What a verdict is called, and its colour: `good`, `bad`, `open`, `unknown`. */
export const VERDICT_LABELS: Readonly<Record<Verdict['kind'], readonly [label: string, className: string]>> = {
  skilled: ['Better than climatology', 'good'],
  worse: ['Worse than climatology', 'bad'],
  indistinguishable: ['Not distinguishable from climatology', 'open'],
  'too-few': ['Too few decisions to tell', 'unknown'],
  'unknown-start': ['Nothing is out of sample', 'unknown'],
  'nothing-scored': ['Nothing to score', 'unknown'],
};

/** The answer about one forecaster: what to do about it in plain words, then the numbers that say so. */
export function verdictCard(forecaster: ForecasterEvaluation, prefix: string): Markup {
  const { id, verdict, suggestion } = forecaster;
  const { p_skill: alone, p_adjusted: adjusted, tried } = verdict;
  const [label, className] = VERDICT_LABELS[verdict.kind];
  const [said, reasons] = plainAdvice(suggestion, sayIn('en'));
  return html`<section class="verdict ${className}" id="${prefix}-verdict" aria-labelledby="${prefix}-verdict-heading">
    <p class="badge">${label}</p>
    <h2 id="${prefix}-verdict-heading">${id}</h2>
    <p class="note">${identity(forecaster)}</p>
    <p class="answer">${said}</p>
    <p class="measured">${explained(sentence(verdict.sentence))}</p>
    ${
      adjusted === undefined || tried === undefined
        ? null
        : html`<p class="note">
            One of ${decimals(tried, 0)} that were tried on this market: p of skill
            ${orDash(alone ?? null, pValue, NO_TEST)}, adjusted for the false discovery rate ${pValue(adjusted)}.
          </p>`
    }
    ${advice(suggestion, reasons)} ${facts(forecaster)}
  </section>`;
}

const KINDS = { llm: 'Language model', baseline: 'Baseline', ensemble: 'Ensemble' } as const;

function identity({ kind, version, prompt, answered, failed, calls }: ForecasterEvaluation): string {
  const parts = [KINDS[kind]];
  return [
    ...parts,
    ...(version === null ? [] : [`version ${version}`]),
    ...(prompt === null ? [] : [`prompt ${prompt}`]),
    count(answered, 'answer', 'answers'),
    ...(failed === 0 ? [] : [count(failed, 'failure', 'failures')]),
    ...(calls === 0 ? [] : [count(calls, 'call', 'calls')]),
  ].join(' · ');
}

function advice({ earned, calibrate }: Suggestion, reasons: readonly string[]): Markup {
  const width = Math.round(Math.min(1, Math.max(0, earned)) * 1000) / 10;
  const recalibration =
    calibrate === null ? 'No recalibration is shown to help.' : `Recalibrate its probabilities: ${calibrate}.`;
  return html`<div class="advice">
    <div>
      <svg class="share" width="100%" height="10" role="img" aria-label="Earned share: ${decimals(earned * 100, 0)} %">
        <rect class="rail" width="100%" height="10" rx="5" />
        ${width === 0 ? null : html`<rect class="earned" width="${width}%" height="10" rx="5" />`}
      </svg>
      <p class="note">
        Earned share ${decimals(earned * 100, 0)} %: how much of the distance of the position multiplier k from 1 the
        evidence supports. ${recalibration}
      </p>
    </div>
    ${
      reasons.length === 0
        ? null
        : html`<ul>
            ${reasons.map((reason) => html`<li>${sentence(reason)}</li>`)}
          </ul>`
    }
  </div>`;
}

const costText = (cost: number | null): string =>
  cost === null ? 'cost unknown' : cost === 0 ? 'no cost' : `cost ${usd(cost)}`;

interface Fact {
  readonly label: string;
  readonly value: Piece;
  readonly note: Piece;
}

function answeredFact({ share: part, asked, answered, skill, skill_interval: interval }: Coverage): Fact {
  const filled = skill === null ? 'not defined' : signedScore(skill);
  return {
    label: 'Answered',
    value: share(part),
    note: `${decimals(answered, 0)} of ${decimals(asked, 0)}; with climatology for the rest skill ${filled}${interval === null ? '' : ` ${between(...interval)}`}`,
  };
}

function facts(forecaster: ForecasterEvaluation): Markup | null {
  const shown = shownPeriod(forecaster);
  if (shown === null) return null;
  const { scores } = shown.period;
  const { sample, brier, auc, calibration, base_rate, mean_forecast } = scores;
  const interval = brier.skill_interval;
  const test = brier.cosine_test ?? brier.diebold_mariano;
  const list: Fact[] = [
    {
      label: 'Brier skill',
      value: orDash(brier.skill, signedScore, 'The reference made no error.'),
      note: interval === null ? NO_INTERVAL : between(interval.low, interval.high),
    },
    {
      label: 'Detectable skill',
      value: orDash(
        brier.minimum_detectable_skill,
        (value) => decimals(value, 3),
        'The losses never differ, or too few rows are left.',
      ),
      note: 'found with 80 % power',
    },
    {
      label: 'p of equal skill',
      value: test === null ? dash('There are too few decisions for a test.') : pValue(test.p_value),
      note: `${brier.cosine_test === null ? 'Diebold–Mariano' : 'cosine'} test, two-sided, overlap allowed for`,
    },
    {
      label: 'Decisions',
      value: decimals(sample.n, 0),
      note: `${decimals(sample.non_overlapping, 0)} independent, ${isoDay(sample.from)} to ${isoDay(sample.to)}`,
    },
    ...(forecaster.coverage ? [answeredFact(forecaster.coverage)] : []),
    {
      label: 'Discrimination (AUC)',
      value: orDash(auc, (value) => decimals(value, 3), 'Only one outcome occurred.'),
      note: '0.5 knows nothing, 1 puts every pair in order',
    },
    {
      label: 'Calibration error',
      value: decimals(calibration.equal_count.ece, 3),
      note: `says ${share(mean_forecast)} on average, ${share(base_rate)} came true`,
    },
  ];
  const cost = forecaster.cost_usd;
  const { checks } = forecaster;
  const paid = `${costText(cost)}${checks.calls === 0 ? '' : `; ${count(checks.calls, 'further call', 'further calls')} to probe it and to ask without news, ${costText(checks.cost_usd)}`}`;
  return html`${shown.outOfSample ? null : html`<p class="notice">These decisions are not out of sample: the model may remember them.</p>`}
    <dl class="cards">
      ${list.map(
        ({ label, value, note }) =>
          html`<div class="card">
            <dt>${explained(label)}</dt>
            <dd class="value">${value}</dd>
            <dd class="note">${note}</dd>
          </div>`,
      )}
    </dl>
    <p class="note">${sentence(`${shown.outOfSample ? 'out of sample' : 'not out of sample'}, ${paid}`)}</p>`;
}
