import { loadPrompt, promptsFolder } from '../../../app/prompts/load-prompt.js';
import { runtimeFor } from '../../runtime.js';
import type { Session } from '../../session.js';
import { flagsOf } from '../../setting-options.js';
import { takeSnapshot, type SnapshotChoice } from '../../snapshot-input.js';
import { SNAPSHOT_FLAGS } from '../../snapshot-options.js';

export interface PromptOptions extends SnapshotChoice {
  readonly prompt?: string;
  readonly json?: boolean;
  readonly config?: string;
}

export async function runPrompt(session: Session, options: PromptOptions): Promise<void> {
  const runtime = runtimeFor(session, flagsOf({ ...options }, [...SNAPSHOT_FLAGS, 'llm.prompt']), options.config);
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
