import { DAY, isoTime } from '../../core/time.js';
import type { RegimeOutcome } from '../../engine/regime-series/index.js';
import { headlineOfAnswers, headlineOfBaseline, readModelDates } from '../models/headline.js';
import { datedWords } from '../prompts/dated-words.js';
import { loadPrompt, promptsFolder } from '../prompts/load-prompt.js';
import type { OpenRunModel } from './open-run-model.js';
import type { PreparedRun } from './prepare-run.js';

/** From when on decisions count as out of sample, UTC ms, by who had answered before a moment. */
export type RunHeadline = (outcomes: readonly RegimeOutcome[], moment: number) => number | 'unknown';

/**
 * Reads once what that depends on: dates of models, and of the words of the prompt.
 * @throws InputError where the file of dates cannot be read
 */
export async function runHeadline(
  { choice, model, members, prompt }: OpenRunModel,
  { spec, controls, runtime }: PreparedRun,
): Promise<RunHeadline> {
  if (choice.kind === 'baseline') {
    const { from } = headlineOfBaseline(model.id, undefined);
    return () => from;
  }
  const folder = promptsFolder(runtime);
  const now = isoTime(runtime.clock.now());
  const words =
    prompt === null
      ? null
      : await datedWords((await loadPrompt(runtime.config.llm.prompt, folder)).prompt, folder, now);
  const facts = {
    dates: await readModelDates(spec.opinions?.model_dates, controls.cwd),
    promptCreatedAt: words === null ? null : Date.parse(words.writtenOn) + DAY,
    promptFirstSeenOn: words?.firstSeenOn ?? null,
    members: members ?? undefined,
  };
  return (outcomes, moment) => {
    const before = outcomes.filter(({ decidedAt }) => decidedAt < moment);
    return headlineOfAnswers(model.id, before, facts).from;
  };
}
