import type { Evaluation } from '../../evaluation/evaluate/schema.js';
import type { EvaluateRequest } from '../evaluate/request.js';
import { createRuntime, type RuntimeOptions } from '../runtime/runtime.js';
import { splitRuntimeOptions } from './runtime-settings.js';

type Defaulted = 'funding' | 'cwd' | 'horizonHours' | 'everyHours' | 'fields' | 'models' | 'data';

/** What to evaluate; what is left out is as `llm-trading evaluate` has it. */
export interface EvaluationSettings extends RuntimeOptions, Omit<EvaluateRequest, Defaulted> {
  /** A file of bars, or a stored series such as `BTCUSDT:1h`; several are parts of it. */
  readonly data: string | readonly string[];
  /** As a model is named everywhere: `baseline/momentum`, `ollama/llama3.2`. */
  readonly models: string | readonly string[];
  readonly funding?: readonly string[];
  /** Hours. Default: HORIZON_HOURS, else 24. */
  readonly horizonHours?: number;
  /** Hours between decisions. Default: the horizon. */
  readonly everyHours?: number;
  readonly fields?: EvaluateRequest['fields'];
}

/**
 * For programs: asks at each of many past moments, knowing only what was known then, and scores the probabilities. Settings and
 * keys are read as the command line does. Nothing is written but the ledger of model calls.
 * @throws InputError for settings that cannot be right, RefusedError where a budget ends, UnavailableError where nothing answers
 */
export async function evaluate(settings: EvaluationSettings): Promise<Omit<Evaluation, 'id'>> {
  const { prepareEvaluation } = await import('../evaluate/prepare.js');
  const { runEvaluation } = await import('../evaluate/run-evaluation.js');
  const { options, request } = splitRuntimeOptions(settings);
  const runtime = createRuntime(options);
  const { data, models } = settings;
  const horizonHours = settings.horizonHours ?? runtime.config.horizonHours;
  const prepared = await prepareEvaluation(
    {
      fields: 'common',
      funding: [],
      ...request,
      cwd: settings.cwd ?? process.cwd(),
      horizonHours,
      everyHours: settings.everyHours ?? horizonHours,
      data: typeof data === 'string' ? [data] : data,
      models: typeof models === 'string' ? [models] : models,
    },
    runtime,
  );
  return runEvaluation(prepared, runtime);
}
