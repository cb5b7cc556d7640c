import type { LedgerStore } from '../../../core/ports/ledger-store.js';
import { LlmError } from '../errors.js';
import { field } from '../../../core/request-field.js';
import type { ProviderModel } from '../types.js';
import { recordedFailure } from './failure-log.js';
import { questionKey, recordedRequest } from './ledger-key.js';
import { replayed } from './recording-model.js';

/**
 * A model that only remembers: every answer comes from the ledger with its recorded latency, and a question that was never
 * asked is an error. A call that failed when it was recorded fails again. No server is contacted.
 */
export function replayModel(model: ProviderModel, ledger: LedgerStore): ProviderModel {
  return {
    ...model,
    recordedOnly: true,
    version: () => Promise.resolve(null),
    async generate(request) {
      const question = questionKey(recordedRequest(model, request));
      const entry = await ledger.latestOutcome(question);
      if (entry === null) {
        throw new LlmError(
          'llm.replay-miss',
          `${model.id} was never asked this before, so it cannot be replayed (question ${question.slice(0, 12)}).`,
          {
            where: model.id,
            expected: 'a recorded answer to exactly this prompt with exactly these settings',
            remedy: `run once without ${field('replay')}; a change of the prompt, the snapshot or a sampling parameter makes another question`,
          },
        );
      }
      const failure = recordedFailure(entry);
      if (failure !== null) throw failure;
      return replayed(entry);
    },
  };
}
