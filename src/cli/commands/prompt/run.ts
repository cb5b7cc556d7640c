import { loadPrompt, promptsFolder } from '../../../app/prompts/load-prompt.js';
import { settingsOf } from '../../options/option-table.js';
import { runtimeFor } from '../../runtime.js';
import type { Session } from '../../session.js';
import { takeSnapshot } from '../../snapshot-input.js';
import { PROMPT_OPTIONS, type PromptGiven } from './options.js';

export async function runPrompt(session: Session, options: PromptGiven): Promise<void> {
  const runtime = runtimeFor(session, settingsOf(PROMPT_OPTIONS, options), options.config);
  const { prompt } = await loadPrompt(runtime.config.llm.prompt, promptsFolder(runtime));
  const snapshot = await takeSnapshot(options, runtime, session);
  const prompts = { system: prompt.renderSystem(), user: prompt.renderUser(snapshot) };
  if (options.json === true) {
    session.printJson(prompts);
    return;
  }
  const { paint } = session.style;
  session.print(`${paint.dim('=== system ===')}\n${prompts.system}\n\n${paint.dim('=== user ===')}\n${prompts.user}`);
}
