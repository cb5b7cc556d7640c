import type { LedgerEntry } from '../../core/ports/ledger-store.js';
import { requestParts } from '../ledger/request-parts.js';
import { loadPrompt, promptsFolder } from '../prompts/load-prompt.js';
import type { Runtime } from '../runtime/runtime.js';
import { registrationsOf } from './registrations.js';

interface Needed {
  readonly model: string;
  readonly since: number;
  /** What the prompt tells a model, in its forms; null where the prompt is not here any more, so that any might be meant. */
  readonly systems: ReadonlySet<string> | null;
}

/**
 * Which recorded calls a registered forward test needs: those of its model, with its prompt, from its registration on.
 * @throws InputError `registration.tampered`: without knowing what is registered nothing may be deleted
 */
export async function neededByRegistrations(runtime: Runtime): Promise<(entry: LedgerEntry) => boolean> {
  const needed: Needed[] = [];
  for (const { registration } of await registrationsOf(runtime).list()) {
    const { model, prompt, registered_at: since } = registration;
    if (prompt !== null) needed.push({ model: model.id, since, systems: await systemsOf(prompt, runtime) });
  }
  return (entry) =>
    needed.some(
      ({ model, since, systems }) =>
        entry.created_at >= since &&
        `${entry.provider}/${entry.model}` === model &&
        (systems === null || systems.has(requestParts(entry).system)),
    );
}

async function systemsOf(
  { id, sha256 }: { readonly id: string; readonly sha256: string },
  runtime: Runtime,
): Promise<ReadonlySet<string> | null> {
  const loaded = await loadPrompt(id, promptsFolder(runtime)).catch(() => null);
  if (loaded?.sha256 !== sha256) return null;
  return new Set([true, false].map((withSchema) => loaded.prompt.renderSystem({ withSchema })));
}
