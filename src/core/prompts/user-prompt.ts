import type { MarketSnapshot } from '../market-snapshot/schema.js';
import { DOCUMENT_PROMPT } from './shipped.js';

/** One snapshot as text, beside `buildSystemPrompt`: every field, then the news between markers. */
export const buildUserPrompt = (snapshot: MarketSnapshot): string => DOCUMENT_PROMPT.renderUser(snapshot);
