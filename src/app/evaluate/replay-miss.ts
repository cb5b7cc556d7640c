import { UnavailableError, type LlmTradingError } from '../../core/errors.js';
import { field } from '../../core/request-field.js';
import { llmMembers } from '../config/index.js';
import { withExistingLedger } from '../ledger/open.js';
import { requestParts } from '../ledger/request-parts.js';
import { knownPrompts } from '../prompts/known-prompts.js';
import { loadPrompt, promptsFolder } from '../prompts/load-prompt.js';
import type { Runtime } from '../runtime/runtime.js';
import type { Candidate } from './forecasters.js';

const OTHER_PROMPT = 'a prompt that is not here any more';

/** What a replay missed, beside what the ledger holds instead: another model, another prompt, or other questions. */
export async function explainMiss(
  error: LlmTradingError,
  { choice, promptId }: Candidate,
  runtime: Runtime,
): Promise<LlmTradingError> {
  const wanted = new Set(llmMembers(choice).map(({ model }) => model.id));
  const names = await knownPrompts(runtime);
  const models = new Map<string, number>();
  const prompts = new Map<string, number>();
  const count = (counts: Map<string, number>, name: string): void => void counts.set(name, (counts.get(name) ?? 0) + 1);
  await withExistingLedger(runtime, async (ledger) => {
    for await (const entry of ledger.entries({}, 'newest')) {
      const model = `${entry.provider}/${entry.model}`;
      count(models, model);
      const { system, variant } = requestParts(entry);
      if (wanted.has(model) && variant !== 'recitation') count(prompts, names.get(system)?.identity ?? OTHER_PROMPT);
    }
  });
  const asked = promptId === null ? null : await loadPrompt(promptId, promptsFolder(runtime));
  const said = (counts: ReadonlyMap<string, number>): string =>
    [...counts].map(([name, n]) => `${name} (${n} ${n === 1 ? 'call' : 'calls'})`).join(', ');
  const [who] = wanted;
  const found =
    prompts.size === 0
      ? models.size === 0
        ? 'no call at all'
        : `none of ${who ?? 'it'}, but of ${said(models)}`
      : prompts.has(asked?.identity ?? '')
        ? `calls of ${who ?? 'it'} with that prompt, so that the question differs: other data, fields, horizon or settings`
        : `of ${who ?? 'it'} only calls with ${said(prompts)}`;
  return new UnavailableError(
    error.code,
    `${who ?? error.where ?? 'The model'} was never asked one of these questions with ${asked?.identity ?? 'its prompt'}, so that it cannot be replayed; the ledger holds ${found}.`,
    {
      where: 'replay',
      remedy: `run once without ${field('replay')}, or ask with what was recorded (${field('models')}, ${field('prompts')} and the same data)`,
      cause: error,
    },
  );
}
