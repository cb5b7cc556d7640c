import {
  chooseModel,
  llmMembers,
  parseModelName,
  type LlmChoice,
  type ModelChoice,
  type ProviderName,
} from '../../../app/config/index.js';
import { surveyConfigured, type ModelSurvey } from '../../../app/models.js';
import { renderModels } from '../../../report/terminal/index.js';
import { InputError } from '../../../core/errors.js';
import { EXIT } from '../../exit-code.js';
import { withProgress } from '../../progress.js';
import { runtimeFor } from '../../runtime.js';
import type { Session } from '../../session.js';

export interface ModelsOptions {
  readonly provider?: ProviderName;
  /** True without names. */
  readonly probe?: true | readonly string[];
  readonly json?: boolean;
  readonly config?: string;
}

function probed(probe: ModelsOptions['probe'], chosen: ModelChoice): 'none' | 'all' | readonly LlmChoice[] {
  if (probe === undefined) return 'none';
  if (probe === true) {
    const members = llmMembers(chosen).map(({ model }) => model);
    if (members.length > 0) return members;
    throw new InputError('input.missing', '--probe needs a name, since no model is configured: name one, or "all".', {
      where: '--probe',
    });
  }
  if (probe.includes('all')) return 'all';
  return probe.flatMap((name) => llmMembers(parseModelName(name)).map(({ model }) => model));
}

/** @returns the exit code: 3 where no server answers */
export async function runModels(session: Session, options: ModelsOptions): Promise<number> {
  const runtime = runtimeFor(session, {}, options.config);
  const chosen = chooseModel(runtime.loaded);
  const probe = probed(options.probe, chosen);
  const text = probe === 'none' ? 'asking the model servers' : 'talking to the models';
  const survey: ModelSurvey = await withProgress(session, text, () =>
    surveyConfigured(runtime, {
      chosen,
      probe,
      signal: session.io.signal,
      ...(options.provider === undefined ? {} : { provider: options.provider }),
    }),
  );
  if (options.json === true) session.printJson(survey);
  else session.print(renderModels(survey, session.style));
  return survey.providers.some(({ reachable }) => reachable) ? EXIT.done : EXIT.unavailable;
}
