import type { MarketSnapshot } from '../market-snapshot/schema.js';
import { SHIPPED_PROMPT } from './shipped.js';

/** One snapshot as text, in the words of the prompt that ships: every field, then the news between markers. */
export const buildUserPrompt = (snapshot: MarketSnapshot): string => SHIPPED_PROMPT.renderUser(snapshot);
