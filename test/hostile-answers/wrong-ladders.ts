import { IncompleteAnswerError } from '../../src/infra/llm/errors.js';
import type { ProviderModel } from '../../src/infra/llm/types.js';

/** A bug planted on purpose: an answer that was cut at its token limit passes for a whole one. */
export const acceptingLength = (model: ProviderModel): ProviderModel => ({
  ...model,
  async generate(request, options) {
    try {
      return await model.generate(request, options);
    } catch (error) {
      if (error instanceof IncompleteAnswerError && error.response.finishReason === 'length') {
        return { ...error.response, finishReason: 'stop' };
      }
      throw error;
    }
  },
});
