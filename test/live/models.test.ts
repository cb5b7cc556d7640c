import { describe, expect, it } from 'vitest';
import { chooseModel } from '../../src/app/config/index.js';
import { runCycle } from '../../src/app/cycle/cycle.js';
import { configuredProviders, providerFor } from '../../src/app/models/providers.js';
import { openRegimeModel } from '../../src/app/models/regime-model.js';
import { demoSnapshot } from '../../src/app/snapshots/snapshot.js';
import { messageOf } from '../../src/core/errors.js';
import { fail, liveRuntime } from './runtime.js';

const runtime = liveRuntime();
const providers = configuredProviders(runtime);
const choice = chooseModel(runtime.loaded);
const asked = choice.kind === 'llm' ? choice.id : null;

/** A failure is one line: what the program says of it. */
const orFail = async <T>(work: Promise<T>): Promise<T> => {
  try {
    return await work;
  } catch (error) {
    return fail(messageOf(error));
  }
};

describe.skipIf(providers.length === 0)(
  providers.length === 0 ? 'model servers (none is configured: set OLLAMA_BASE_URL, or a key)' : 'model servers',
  () => {
    it.each(providers)('%s lists its models', async (name) => {
      const models = await orFail(providerFor(runtime, name).listModels(AbortSignal.timeout(20_000)));
      expect(models.length, `${name} has no models`).toBeGreaterThan(0);
    });
  },
);

describe.skipIf(asked === null)(asked ?? 'a model (none is chosen: set LLM_MODEL or OLLAMA_BASE_URL)', () => {
  it('judges the demo snapshot', { timeout: 2 * runtime.config.llm.timeoutMs }, async () => {
    const snapshot = await demoSnapshot(runtime);
    const { model, close } = await orFail(openRegimeModel(runtime, choice));
    try {
      const { llm_output, k_long, k_short } = await orFail(runCycle(runtime, snapshot, { model }));
      expect(llm_output?.prob_bull).toBeGreaterThanOrEqual(0);
      expect(Math.max(k_long, k_short)).toBeLessThanOrEqual(runtime.config.sizing.kMax);
    } finally {
      await close();
    }
  });
});
