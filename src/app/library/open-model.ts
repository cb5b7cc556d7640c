import type { RegimeModel } from '../../core/ports/regime-model.js';
import { given } from '../../core/given.js';
import { chooseModel } from '../config/index.js';
import { createRuntime, type RuntimeOptions } from '../runtime/runtime.js';

export interface ModelSettings extends RuntimeOptions {
  /** As a model is named everywhere. Default: LLM_MODEL, else the statistical baseline. */
  readonly model?: string;
  /** Answers come from the ledger alone. Default false. */
  readonly replay?: boolean;
}

/** A model that is ready to be asked; close it after the last question. */
export interface UsableModel {
  readonly model: RegimeModel;
  readonly close: () => Promise<void>;
}

/**
 * For programs: a model with everything the commands put around it, that is deadline, retry, ledger, budget, strict parser and
 * repair. Settings and keys are read as the command line does.
 * @throws InputError for settings that cannot be right, UnavailableError where the ledger cannot be opened
 */
export async function openModel(settings: ModelSettings = {}): Promise<UsableModel> {
  const { openRegimeModel } = await import('../models/regime-model.js');
  const { model: name, replay, flags, ...options } = settings;
  const runtime = createRuntime({
    ...options,
    flags: { ...flags, ...given({ 'llm.model': name === undefined ? undefined : { name: 'model', value: name } }) },
  });
  const { model, close } = await openRegimeModel(
    runtime,
    chooseModel(runtime.loaded),
    replay === undefined ? {} : { replay },
  );
  return { model, close };
}
