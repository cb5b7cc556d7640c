import { DOCUMENT_PROMPT } from './shipped.js';
import type { SystemPromptOptions } from './template.js';

/**
 * What the model is asked to do, and how to answer with the document that `parseRegimeAssessment` reads. The same for every
 * snapshot. The commands ask with `SHIPPED_PROMPT`, which has its own form of answer.
 */
export const buildSystemPrompt = (options: SystemPromptOptions = {}): string => DOCUMENT_PROMPT.renderSystem(options);
