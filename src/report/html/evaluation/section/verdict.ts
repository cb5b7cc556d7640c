import type { ForecasterEvaluation, Suggestion, Verdict } from '../../../../evaluation/evaluate/schema.js';
import type { Coverage } from '../../../../evaluation/evaluate/coverage.js';
import { plainAdvice } from '../../../shared/advice.js';
import { decimals } from '../../../shared/numbers.js';
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
import { found, said, say, word, type ReportWord } from '../../speech.js';

/** What a verdict is called, and its colour: `good`, `bad`, `open`, `unknown`. */
export const VERDICT_LABELS: Readonly<Record<Verdict['kind'], readonly [label: ReportWord, className: string]>> = {
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
  const [advised, reasons] = plainAdvice(suggestion, say);
  return html`<section class="verdict ${className}" id="${prefix}-verdict" aria-labelledby="${prefix}-verdict-heading">
    <p class="badge">${say(label)}</p>
    <h2 id="${prefix}-verdict-heading">${id}</h2>
    <p class="note">${identity(forecaster)}</p>
    <p class="answer">${said(advised)}</p>
    <p class="measured">${explained(sentence(found(verdict.sentence)))}</p>
    ${
      adjusted === undefined || tried === undefined
        ? null
        : html`<p class="note">
            ${say('One of {n} that were tried on this market: p of skill', { n: tried })}
            ${orDash(alone ?? null, pValue, NO_TEST)},
            ${say('adjusted for the false discovery rate {p}.', { p: pValue(adjusted) })}
          </p>`
    }
    ${advice(suggestion, reasons)} ${facts(forecaster)}
  </section>`;
}

const KINDS = { llm: 'Language model', baseline: 'Baseline', ensemble: 'Ensemble' } as const satisfies Record<
  string,
  ReportWord
>;

function identity({ kind, version, prompt, answered, failed, calls }: ForecasterEvaluation): string {
  const parts = [say(KINDS[kind])];
  return [
    ...parts,
    ...(version === null ? [] : [say('version {version}', { version })]),
    ...(prompt === null ? [] : [say('prompt {prompt}', { prompt })]),
    say('{n} {n:answer|answers}', { n: answered }),
    ...(failed === 0 ? [] : [say('{n} {n:failure|failures}', { n: failed })]),
    ...(calls === 0 ? [] : [say('{n} {n:call|calls}', { n: calls })]),
  ].join(' · ');
}

function advice({ earned, calibrate }: Suggestion, reasons: readonly string[]): Markup {
  const width = Math.round(Math.min(1, Math.max(0, earned)) * 1000) / 10;
  const recalibration =
    calibrate === null
      ? say('No recalibration is shown to help.')
      : say('Recalibrate its probabilities: {kind}.', { kind: word(calibrate) });
  return html`<div class="advice">
    <div>
      <svg
        class="share"
        width="100%"
        height="10"
        role="img"
        aria-label="${say('Earned share: {n} %', { n: decimals(earned * 100, 0) })}"
      >
        <rect class="rail" width="100%" height="10" rx="5" />
        ${width === 0 ? null : html`<rect class="earned" width="${width}%" height="10" rx="5" />`}
      </svg>
      <p class="note">
        ${say('Earned share {n} %: how much of the distance of the position multiplier k from 1 the evidence supports.', { n: decimals(earned * 100, 0) })}
        ${recalibration}
      </p>
    </div>
    ${
      reasons.length === 0
        ? null
        : html`<ul>
            ${reasons.map((reason) => html`<li>${sentence(said(reason))}</li>`)}
          </ul>`
    }
  </div>`;
}

const costText = (cost: number | null): string =>
  cost === null ? say('cost unknown') : cost === 0 ? say('no cost') : say('cost {usd}', { usd: usd(cost) });

interface Fact {
  readonly label: string;
  readonly value: Piece;
  readonly note: Piece;
}

function answeredFact({ share: part, asked, answered, skill, skill_interval: interval }: Coverage): Fact {
  const filled = skill === null ? say('not defined^skill') : signedScore(skill);
  return {
    label: say('Answered'),
    value: share(part),
    note: `${say('{answered} of {asked}; with climatology for the rest skill {skill}', { answered, asked, skill: filled })}${interval === null ? '' : ` ${between(...interval)}`}`,
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
      label: say('Brier skill^label'),
      value: orDash(brier.skill, signedScore, 'The reference made no error.'),
      note: interval === null ? say(NO_INTERVAL) : between(interval.low, interval.high),
    },
    {
      label: say('Detectable skill'),
      value: orDash(
        brier.minimum_detectable_skill,
        (value) => decimals(value, 3),
        'The losses never differ, or too few rows are left.',
      ),
      note: say('found with 80 % power'),
    },
    {
      label: say('p of equal skill'),
      value: test === null ? dash('There are too few decisions for a test.') : pValue(test.p_value),
      note:
        brier.cosine_test === null
          ? say('Diebold–Mariano test, two-sided, overlap allowed for')
          : say('cosine test, two-sided, overlap allowed for'),
    },
    {
      label: say('Decisions'),
      value: decimals(sample.n, 0),
      note: say('{n} independent, {from} to {to}', {
        n: sample.non_overlapping,
        from: isoDay(sample.from),
        to: isoDay(sample.to),
      }),
    },
    ...(forecaster.coverage ? [answeredFact(forecaster.coverage)] : []),
    {
      label: say('Discrimination (AUC)'),
      value: orDash(auc, (value) => decimals(value, 3), 'Only one outcome occurred.'),
      note: say('0.5 knows nothing, 1 puts every pair in order'),
    },
    {
      label: say('Calibration error'),
      value: decimals(calibration.equal_count.ece, 3),
      note: say('says {said} on average, {came} came true', { said: share(mean_forecast), came: share(base_rate) }),
    },
  ];
  const cost = forecaster.cost_usd;
  const { checks } = forecaster;
  const paid = `${costText(cost)}${checks.calls === 0 ? '' : `; ${say('{n} further {n:call|calls} to probe it and to ask without news, {cost}', { n: checks.calls, cost: costText(checks.cost_usd) })}`}`;
  return html`${shown.outOfSample ? null : html`<p class="notice">${say('These decisions are not out of sample: the model may remember them.')}</p>`}
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
    <p class="note">${sentence(`${shown.outOfSample ? say('out of sample') : say('not out of sample')}, ${paid}`)}</p>`;
}
