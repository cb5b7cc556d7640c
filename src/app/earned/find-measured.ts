import type { RequestField } from '../../core/request-field.js';
import type { MeasuredOf } from '../../evaluation/earned/earned-size.js';
import type { Runtime } from '../runtime/runtime.js';
import { measuredOf, type MeasuredForecaster } from './measured.js';
import { newestEvaluations, readEvaluation, type StoredEvaluation } from '../evaluations/stored-evaluations.js';

/** What is known before a model is asked: not yet its build. */
export type Wanted = Pick<MeasuredOf, 'prompt' | 'symbol' | 'horizon_hours'> & { readonly modelId: string };

/** What came of looking for a measurement: a forecaster, or why there is none. */
export type FoundMeasurement = { readonly found: MeasuredForecaster } | { readonly found: null; readonly why: string };

/**
 * The measurement of a model with its prompt, on its symbol and horizon: in the named evaluation, or in the newest that has it,
 * if need be among its baselines.
 * @param id of an evaluation, or `latest`
 * @param from the field that named it, for errors
 * @throws InputError where the named evaluation is not there
 */
export async function findMeasured(
  runtime: Runtime,
  id: string,
  wanted: Wanted,
  from: RequestField,
): Promise<FoundMeasurement> {
  if (id !== 'latest') return inEvaluation(await readEvaluation(runtime, id, from), wanted, 'all');
  let why: string | null = null;
  // Who was in question was judged more closely than what others were measured against.
  for (const who of ['in-question', 'all'] as const) {
    for await (const stored of newestEvaluations(runtime)) {
      const result = inEvaluation(stored, wanted, who);
      if (result.found !== null) return result;
      why ??= result.why;
    }
  }
  return { found: null, why: why ?? 'nothing was evaluated yet' };
}

function inEvaluation(stored: StoredEvaluation, wanted: Wanted, who: 'in-question' | 'all'): FoundMeasurement {
  const { evaluation } = stored;
  const all = [...evaluation.forecasters, ...(who === 'all' ? evaluation.baselines : [])];
  const promptName = (prompt: MeasuredOf['prompt']): string =>
    prompt === null ? 'no prompt' : `the prompt ${prompt.id} (${prompt.sha256.slice(0, 12)})`;
  const ofModel = all.filter(({ id }) => id === wanted.modelId);
  const found = ofModel.find((each) => promptName(measuredOf(evaluation, each).prompt) === promptName(wanted.prompt));
  const not = (what: string): FoundMeasurement => ({
    found: null,
    why: `evaluation ${evaluation.id} measured ${what}`,
  });
  if (evaluation.symbol !== wanted.symbol) return not(`${evaluation.symbol}, not ${wanted.symbol}`);
  if (evaluation.horizon_hours !== wanted.horizon_hours)
    return not(`a horizon of ${evaluation.horizon_hours} h, not ${wanted.horizon_hours} h`);
  if (ofModel.length === 0)
    return not(`${evaluation.forecasters.map(({ id }) => id).join(', ')}, not ${wanted.modelId}`);
  if (found === undefined) {
    const had = promptName(measuredOf(evaluation, ofModel[0]!).prompt);
    return not(`${wanted.modelId} with ${had}, not with ${promptName(wanted.prompt)}`);
  }
  return { found: { stored, forecaster: found } };
}
