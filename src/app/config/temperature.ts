import type { Config } from './settings.js';

/** What models that take no temperature sample at: the default of OpenAI, Anthropic and Google. */
const UNSENT = 1;

/** The temperature that questions are asked at: where none is sent, answers differ by chance as they do at 1. */
export const askedTemperature = ({ llm }: Config): number => (llm.temperature === 'none' ? UNSENT : llm.temperature);
