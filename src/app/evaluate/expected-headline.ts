import { headlineStart, type HeadlineStart } from '../../evaluation/contamination/headline-start.js';
import { datesOf } from '../../infra/llm/model-dates.js';
import { llmMembers } from '../config/index.js';
import type { Candidate } from './forecasters.js';
import type { PreparedEvaluation } from './prepare.js';
import { isoDay } from '../../core/time.js';
import { field } from '../../core/request-field.js';

/** What would make decisions count, by what keeps them from it. */
const REMEDIES: Readonly<Record<HeadlineStart['parts'][number]['what'], string>> = {
  release: `name a dated version of the model, state its dates with ${field('modelDates')}, or give later data`,
  cutoff: 'give later data, or ask a model that was trained before them',
  prompt: `ask with a prompt whose words are older than the data, or freeze model, prompt and settings with ${field('register')}, after which new decisions count`,
  settings: 'give data from after the settings were chosen',
};

/**
 * What can be known before anything is paid for: how many decisions of each language model will count as out of sample, why no
 * more, and what would change it. One sentence for each of which some do not count.
 */
export function expectedHeadlines({ candidates, book, request, modelDates }: PreparedEvaluation): string[] {
  const scored = book.decisions.filter(({ label }) => label.scored);
  return candidates.flatMap((candidate) => {
    if (candidate.promptId === null) return [];
    const { from, because, parts } = startOf(candidate, modelDates, request);
    const counted = from === 'unknown' ? 0 : scored.filter(({ decidedAt }) => decidedAt >= from).length;
    if (counted === scored.length) return [];
    const name = `${candidate.id} with ${candidate.promptId}`;
    const decisive = parts.filter(({ at_utc }) =>
      from === 'unknown' ? at_utc === null : at_utc !== null && Date.parse(at_utc) === from,
    );
    const remedies = [...new Set(decisive.map(({ what }) => REMEDIES[what]))].join('; ');
    const how =
      counted === 0
        ? `none of the ${scored.length} decisions will count as out of sample`
        : `${counted} of ${scored.length} decisions will count as out of sample, those from ${isoDay(Number(from))} on`;
    return [`${name}: ${how}, since ${because}. What would change it: ${remedies}.`];
  });
}

function startOf(
  { choice, promptCreatedAt, promptFirstSeenOn }: Candidate,
  overrides: PreparedEvaluation['modelDates'],
  { settingsChosenAt, embargoMs }: PreparedEvaluation['request'],
): HeadlineStart {
  return headlineStart({
    models: llmMembers(choice).map(({ model: { id } }) => ({ id, dates: datesOf(id, { overrides }) })),
    promptCreatedAt,
    promptFirstSeenOn,
    settingsChosenAt: settingsChosenAt ?? null,
    embargoMs,
  });
}
