import { access } from 'node:fs/promises';
import { SHIPPED_PROMPTS } from '../../core/prompts/shipped.js';
import { openLedger } from '../../infra/store/ledger/open-ledger.js';
import { requestParts } from './request-parts.js';
import { ledgerPath } from '../runtime/user-data.js';
import type { Runtime } from '../runtime/runtime.js';

/**
 * For a replay that names no prompt: the settings with the shipped prompt that the ledger holds answers to, the default
 * first. So what was recorded by an earlier version, whose default was another prompt, replays with the same command.
 */
export async function withRecordedPrompt(runtime: Runtime): Promise<Runtime> {
  const { loaded, config } = runtime;
  const path = ledgerPath(config.userDataDir);
  if (loaded.isSet('llm.prompt') || !(await isThere(path))) return runtime;
  const asked = new Set<string>();
  const ledger = await openLedger(path);
  try {
    for await (const entry of ledger.entries({}, 'newest')) {
      const { system } = requestParts(entry);
      if (asked.has(system)) continue;
      asked.add(system);
      if (system === SHIPPED_PROMPTS[0]!.prompt.renderSystem()) break;
    }
  } finally {
    await ledger.close();
  }
  const recorded = SHIPPED_PROMPTS.find(({ prompt }) =>
    [true, false].some((withSchema) => asked.has(prompt.renderSystem({ withSchema }))),
  );
  return recorded === undefined
    ? runtime
    : { ...runtime, config: { ...config, llm: { ...config.llm, prompt: recorded.prompt.id } } };
}

const isThere = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );
