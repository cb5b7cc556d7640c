import type { GivenBy } from '../../options/option-table.js';
import { output, setting } from '../../options/rows.js';

/** The options of `test-ollama`, by the field that each sets. */
export const TEST_OLLAMA_OPTIONS = { model: setting('llm.model', 'MODEL'), ...output } as const;
export type TestOllamaGiven = GivenBy<typeof TEST_OLLAMA_OPTIONS>;
