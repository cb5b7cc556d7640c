import { DEFAULT_OLLAMA_MODEL, parseModelName } from '../../../app/config/index.js';
import type { Runtime } from '../../../app/runtime/runtime.js';
import { surveyConfigured } from '../../../app/models/list-models.js';
import { InputError } from '../../../core/errors.js';
import { renderModels } from '../../../report/terminal/models.js';
import { EXIT } from '../../exit-code.js';
import { settingsOf } from '../../options/option-table.js';
import { withProgress } from '../../progress.js';
import { runtimeFor } from '../../runtime.js';
import type { Session } from '../../session.js';
import { TEST_OLLAMA_OPTIONS, type TestOllamaGiven } from './options.js';

/** Without a name: the default where the server has it, else a model that the server does have, which is said. */
async function firstChoice(session: Session, runtime: Runtime): Promise<string> {
  const { providers } = await surveyConfigured(runtime, {
    chosen: parseModelName('baseline'),
    provider: 'ollama',
    probe: 'none',
    signal: session.io.signal,
  });
  const models = providers.flatMap((provider) => provider.models);
  if (models.length === 0 || models.some(({ model }) => model === DEFAULT_OLLAMA_MODEL)) return DEFAULT_OLLAMA_MODEL;
  const { model } = models.find(({ remote }) => remote !== true) ?? models[0]!;
  session.note(
    session.say('{usual} is not on the server, so {model} is tried: --model {model} names it, or another.', {
      usual: DEFAULT_OLLAMA_MODEL,
      model,
    }),
  );
  return `ollama/${model}`;
}

/** @returns the exit code: 0 where the model answered, 3 where it did not */
export async function runTestOllama(session: Session, options: TestOllamaGiven): Promise<number> {
  const runtime = runtimeFor(session, settingsOf(TEST_OLLAMA_OPTIONS, options), options.config);
  const chosen = parseModelName(runtime.config.llm.model ?? (await firstChoice(session, runtime)));
  if (chosen.kind !== 'llm' || chosen.provider !== 'ollama') {
    throw new InputError(
      'input.model',
      `llm.model is ${runtime.config.llm.model ?? ''}, which is not Ollama's: name one of its models with --model, e.g. --model llama3.2.`,
      { where: 'llm.model' },
    );
  }
  const survey = await withProgress(
    session,
    session.say('asking {model} at {address}', { model: chosen.name, address: runtime.config.llm.ollama.baseUrl }),
    () => surveyConfigured(runtime, { chosen, provider: 'ollama', probe: [chosen], signal: session.io.signal }),
  );
  if (options.json === true) session.printJson(survey);
  else session.print(renderModels(survey, session.style));
  const answered = survey.providers.some(({ probes }) => probes.some((probe) => probe.reachable));
  return answered ? EXIT.done : EXIT.unavailable;
}
