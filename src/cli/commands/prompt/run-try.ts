import { tryPrompt } from '../../../app/cycle/try-prompt.js';
import { renderTried } from '../../../report/terminal/prompts.js';
import { settingsOf } from '../../options/option-table.js';
import { withProgress } from '../../progress.js';
import { runtimeFor } from '../../runtime.js';
import type { Session } from '../../session.js';
import { isoMinute } from '../../../core/time.js';
import { PROMPT_TRY_OPTIONS, type PromptTryGiven } from './options.js';

export async function runPromptTry(session: Session, id: string | undefined, options: PromptTryGiven): Promise<void> {
  const { cwd, signal } = session.io;
  const flags = settingsOf(PROMPT_TRY_OPTIONS, options);
  const named = id === undefined ? {} : { 'llm.prompt': { name: 'ID', value: id } };
  const runtime = runtimeFor(session, { ...flags, ...named }, options.config);
  const tried = await withProgress(session, session.say('reading'), ({ say }) =>
    tryPrompt(
      {
        dates: options.dates,
        data: options.data ?? [],
        funding: options.funding ?? [],
        cwd,
        signal,
        // A model that is merely configured is not asked: a look at a prompt costs nothing.
        ask: options.model !== undefined,
        replay: options.replay === true,
        observations: options.observations,
        onDate: (date) => say(session.say('asking about {time}', { time: isoMinute(date) })),
      },
      runtime,
    ),
  );
  if (options.json === true) session.printJson(tried);
  else session.print(renderTried(tried, session.style));
}
