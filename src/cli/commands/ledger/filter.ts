import { parseModelName } from '../../../app/config/index.js';
import { parseMoment } from '../../../app/data/time-range.js';
import type { LedgerFilter } from '../../../core/ports/ledger-store.js';

export interface CallFilterOptions {
  readonly model?: string;
  readonly from?: string;
  readonly to?: string;
}

/** `provider/name`, as it is recorded; a bare name is Ollama's, as everywhere. */
export function modelId(text: string): string {
  const choice = parseModelName(text);
  return choice.kind === 'llm' ? choice.id : text;
}

/** @throws InputError naming the option whose text is wrong */
export const filterOf = ({ model, from, to }: CallFilterOptions): LedgerFilter => ({
  ...(model === undefined ? {} : { model: modelId(model) }),
  ...(from === undefined ? {} : { from: parseMoment(from, 'from') }),
  ...(to === undefined ? {} : { to: parseMoment(to, 'to') }),
});
