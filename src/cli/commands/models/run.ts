import type { ModelSurvey } from '../../../contract/models.js';
import {
  chooseModel,
  llmMembers,
  parseModelName,
  PROVIDERS,
  type LlmChoice,
  type ModelChoice,
  type ProviderName,
} from '../../../app/config/index.js';
import { configuredProviders } from '../../../app/models/providers.js';
import type { Runtime } from '../../../app/runtime/runtime.js';
import { surveyConfigured } from '../../../app/models/list-models.js';
import { renderModels } from '../../../report/terminal/models.js';
import { InputError } from '../../../core/errors.js';
import type { ModelsGiven } from './options.js';
import { EXIT } from '../../exit-code.js';
import { withProgress } from '../../progress.js';
import { runtimeFor } from '../../runtime.js';
import type { Session } from '../../session.js';

/** Which model would answer, where that is decided; a listing is just what it takes to decide it. */
function chosenIfAny(runtime: Runtime): ModelChoice {
  try {
    return chooseModel(runtime.loaded);
  } catch (error) {
    if (error instanceof InputError && runtime.config.llm.model === null) return parseModelName('baseline');
    throw error;
  }
}

/** A bare name belongs to the provider that is looked at; where none is named, to the only one there is. */
function named(name: string, runtime: Runtime, provider: ProviderName | undefined): LlmChoice[] {
  const [only, ...others] = configuredProviders(runtime);
  const owner = provider ?? (others.length === 0 ? only : undefined);
  const isBare = !PROVIDERS.some((each) => name.toLowerCase().startsWith(`${each}/`));
  const text = owner !== undefined && isBare && !name.startsWith('baseline') ? `${owner}/${name}` : name;
  return llmMembers(parseModelName(text)).map(({ model }) => model);
}

function probed(
  { probe, provider }: ModelsGiven,
  chosen: ModelChoice,
  runtime: Runtime,
): 'none' | 'all' | readonly LlmChoice[] {
  if (probe === undefined) return 'none';
  if (probe === true) {
    const members = llmMembers(chosen).map(({ model }) => model);
    if (members.length > 0) return members;
    throw new InputError('input.missing', '--probe needs a name, since no model is configured: name one, or "all".', {
      where: 'probe',
    });
  }
  if (probe.includes('all')) return 'all';
  return probe.flatMap((name) => named(name, runtime, provider));
}

/** @throws InputError where it is not said whom to ask */
function questionsOf({ questions = 0, probe }: ModelsGiven): number {
  if (questions === 0 || probe !== undefined) return questions;
  throw new InputError('input.missing', '--questions needs --probe, which says whom to ask.', { where: 'questions' });
}

/** @returns the exit code: 3 where no server answers */
export async function runModels(session: Session, options: ModelsGiven): Promise<number> {
  const runtime = runtimeFor(session, {}, options.config);
  const chosen = chosenIfAny(runtime);
  const probe = probed(options, chosen, runtime);
  const questions = questionsOf(options);
  const text = probe === 'none' ? session.say('asking the model servers') : session.say('talking to the models');
  const survey: ModelSurvey = await withProgress(session, text, ({ say }) =>
    surveyConfigured(runtime, {
      chosen,
      probe,
      questions,
      onQuestion: (model, n) =>
        say(session.say('{model} is answering question {n} of {total}', { model, n: n + 1, total: questions })),
      signal: session.io.signal,
      provider: options.provider,
    }),
  );
  if (options.json === true) session.printJson(survey);
  else session.print(renderModels(survey, session.style));
  return survey.providers.some(({ reachable }) => reachable) ? EXIT.done : EXIT.unavailable;
}
