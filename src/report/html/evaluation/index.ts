import type { Evaluation, ForecasterEvaluation } from '../../../evaluation/evaluate/schema.js';
import { html, withCode, type Markup } from '../markup.js';
import { page } from '../page.js';
import { EVALUATION_STYLE } from './style.js';
import { contents } from './contents.js';
import { glossary } from './glossary.js';
import { againstBaselinesSection } from './section/against-baselines.js';
import { attributionSection } from './section/attribution.js';
import { contaminationSection } from './section/contamination.js';
import { decisionsSection } from './section/decisions.js';
import { decompositionSection } from './section/decomposition.js';
import { directionSection } from './section/direction.js';
import { newsSection } from './section/news.js';
import { overTimeSection } from './section/over-time.js';
import { overviewSection } from './section/overview.js';
import { periodsSection } from './section/periods.js';
import { evaluationProvenance } from './section/provenance.js';
import { recalibrationSection } from './section/recalibration.js';
import { reliabilitySection } from './section/reliability.js';
import { scoreFieldsSection } from './section/score-fields.js';
import { slicesSection } from './section/slices.js';
import { verdictCard } from './section/verdict.js';
import { dayOf } from '../../../core/time.js';
import { said, say, speaking } from '../speech.js';
import { ENGLISH, type Voice } from '../voice.js';

/**
 * An evaluation as one HTML page that opens from disk and loads nothing: the verdicts first, then what they rest on. The same
 * document gives the same page.
 * @param voice the language, English where none is given
 */
export function renderEvaluationReport(evaluation: Evaluation, voice: Voice = ENGLISH): string {
  const { forecasters, symbol, horizon_hours: horizon, step_hours: step, decisions } = evaluation;
  const parts = forecasters.map((forecaster, i) => ({ forecaster, prefix: `f${i + 1}` }));
  return speaking(voice, () =>
    page({
      title: say('Is the model worth listening to? {symbol}, the next {hours} h', { symbol, hours: String(horizon) }),
      subtitle: [
        say('{n} {n:decision|decisions}, one every {hours} h', { n: decisions.n, hours: String(step) }),
        `${say('{from} to {to}', { from: dayOf(evaluation.from_utc), to: dayOf(evaluation.to_utc) })} (UTC)`,
      ].join(' · '),
      style: EVALUATION_STYLE,
      body: html`${contents(parts)}${parts.map(({ forecaster, prefix }) => verdictCard(forecaster, prefix))}
      ${forecasters.length === 0 ? html`<p class="answer">${say('No forecaster was named: only baselines are shown.')}</p>` : null}
      ${glossary()}${warnings(evaluation)}${overviewSection(evaluation)}
      ${parts.map(({ forecaster, prefix }) => details(forecaster, evaluation, prefix))}
      ${evaluationProvenance(evaluation)}`,
      footer: say(
        'Scores say how good opinions were over these decisions. They do not say how good they will be, and skill in probabilities is not yet profit.',
      ),
    }),
  );
}

function warnings({ warnings: list }: Evaluation): Markup | null {
  if (list.length === 0) return null;
  return html`<aside class="notice" aria-label="${say('Warnings')}">
    <h2>${say('{n} {n:warning|warnings}', { n: list.length })}</h2>
    <ul>
      ${list.map((text) => html`<li>${withCode(said(text))}</li>`)}
    </ul>
  </aside>`;
}

/** All that is known of one forecaster, under its name. */
function details(forecaster: ForecasterEvaluation, evaluation: Evaluation, prefix: string): Markup {
  const unscored = forecaster.headline === null && forecaster.earlier === null;
  const nothing = html`<section aria-label="${say('Scores of {id}', { id: forecaster.id })}">
    <p>${say('There are no scores to show, since no decision of it has both an opinion and an outcome.')}</p>
  </section>`;
  return html`<h2 class="who" id="${prefix}">${forecaster.id}</h2>
    ${unscored ? nothing : null}${overTimeSection(forecaster, evaluation, prefix)}
    ${reliabilitySection(forecaster, prefix)}${decompositionSection(forecaster, prefix)}
    ${againstBaselinesSection(forecaster, prefix)}${periodsSection(forecaster, prefix)}
    ${recalibrationSection(forecaster, prefix)}${attributionSection(forecaster, prefix)}
    ${contaminationSection(forecaster, prefix)}${newsSection(forecaster, prefix)}${directionSection(forecaster, prefix)}
    ${slicesSection(forecaster, prefix)}${scoreFieldsSection(forecaster, prefix)}
    ${decisionsSection(forecaster, prefix)}`;
}
