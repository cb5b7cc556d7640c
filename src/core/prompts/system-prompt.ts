import { SHIPPED_PROMPT } from './shipped.js';
import type { SystemPromptOptions } from './template.js';

/** What the model is asked to do, and how to answer, in the words of the prompt that ships. The same for every snapshot. */
export const buildSystemPrompt = (options: SystemPromptOptions = {}): string => SHIPPED_PROMPT.renderSystem(options);
