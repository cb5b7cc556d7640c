import type { LlmError, LlmFailureKind } from './errors.js';

/** What a person can do, by what stood behind the failure: a status alone (403, 400) would send them to the wrong place. */
const BY_KIND: Readonly<Partial<Record<LlmFailureKind, string>>> = {
  quota: 'Top up the account of this key or raise its limit: waiting does not help. Or choose another model.',
  'rate-limit': 'Wait, ask fewer questions at once, or add a model to fall back on with LLM_FALLBACK_MODELS.',
  overflow: 'Choose a model with a longer context, or raise the context of the server (num_ctx, --ctx-size).',
  'safety-stop':
    'The vendor’s safety filter stopped it: the same question fares no better. Choose another model, or another prompt with LLM_PROMPT.',
  country:
    'The vendor does not serve this country or region: choose another model, or a local one such as ollama/llama3.2.',
  plan: 'The plan of this account does not include the model: upgrade it with the vendor, or choose a model that it has.',
  model: 'The model is unknown there or has been retired: `llm-trading models` lists what there is.',
};

/** The advice for a cause; undefined where it is not known, or the error itself advises better. */
export const adviceFor = (kind: LlmFailureKind | undefined): string | undefined =>
  kind === undefined ? undefined : BY_KIND[kind];

/** The advice that fits the cause of a failure; its own where the cause is not known any closer. */
export const adviceOf = (error: LlmError): string | undefined =>
  (error.code === 'llm.model-not-found' ? undefined : adviceFor(error.failureKind)) ?? error.remedy;
