import type { CycleDocument } from '../../contract/cycle.js';
import { messageOf } from '../../core/errors.js';
import type { Runtime } from '../runtime/runtime.js';
import { recordDecision } from '../earned/live-decisions.js';

/**
 * Keeps the decision of a live cycle, so that it can be scored once its window has closed (setting `history.archive`). A failure
 * costs nothing else.
 * @returns the warning, or null where it is kept or nobody had an opinion
 */
export async function keepDecision(runtime: Runtime, document: CycleDocument): Promise<string | null> {
  const { snapshot, llm_output, model, calibration } = document;
  if (llm_output === null || runtime.config.history.archive === 'off') return null;
  try {
    await recordDecision(runtime, snapshot, model, calibration?.prob_bull ?? llm_output.prob_bull);
    return null;
  } catch (error) {
    runtime.log.warn('decision.not-kept', { error });
    return `This decision was not kept, so that it will not be scored: ${messageOf(error)}`;
  }
}
