import { createHash } from 'node:crypto';
import type { TextRequest } from '../../../core/ports/text-model.js';
import type { ProviderModel } from '../types.js';
import { canonicalJson } from '../../../core/canonical-json.js';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/**
 * The request as it is recorded: provider, model, every sampling parameter, both prompts, the schema, the sample index, the
 * repair attempt and the masking variant. What does not change the answer (the router's task) is left out.
 */
export function recordedRequest(
  { provider, model, sampling }: Pick<ProviderModel, 'provider' | 'model' | 'sampling'>,
  request: TextRequest,
): string {
  const { sampleIndex = 0, repairAttempt = 0, variant = 'none' } = request;
  return canonicalJson({ ...request, task: undefined, sampleIndex, repairAttempt, variant, provider, model, sampling });
}

/** Key of a request without the build of the model. */
export const questionKey = (recorded: string): string => sha256(recorded);

/** Key of a request to one build of the model; a build that nobody names is `null`. */
export const callKey = (recorded: string, version: string | null): string =>
  sha256(`${recorded}\n${JSON.stringify(version)}`);

/** Key of a call that gave no answer: the same question may fail more than once. Of one build or another is not known. */
export const failureKey = (recorded: string, failedAt: number): string => sha256(`${recorded}\nfailed ${failedAt}`);
