import type { ParsedRegime } from './parse-regime-assessment.js';

/**
 * In which words a model is asked to answer, apart from the document that its answer becomes. A form never changes once it
 * has shipped: recorded answers are read by the form of the prompt that asked for them. Another form has another id.
 */
export interface AnswerForm {
  readonly id: AnswerFormId;
  /** Name of the schema, where a server wants one. */
  readonly schemaName: string;
  /** JSON Schema for servers that constrain an answer to one. A vendor that takes less gets less of it. */
  readonly jsonSchema: Readonly<Record<string, unknown>>;
  /** What the words of an answer mean, for the system prompt: as the label that scores it has them. */
  readonly definitions: string;
  /** How to answer, for the system prompt. */
  readonly rules: string;
  /** The schema in the system prompt, for servers that cannot be given one; empty where the rules say all of it. */
  readonly schemaText: string;
  /** Any text comes to one of the two outcomes; nothing is clamped. */
  readonly parse: (text: string) => ParsedRegime;
}

export const ANSWER_FORM_IDS = ['document-1', 'percent-1'] as const;
export type AnswerFormId = (typeof ANSWER_FORM_IDS)[number];
