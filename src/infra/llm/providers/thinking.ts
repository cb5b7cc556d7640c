/** Whether a model that can think before it answers does so; `auto` leaves it to the model. */
export type Thinking = 'auto' | 'on' | 'off';
/** How hard it thinks; `auto` sends nothing. */
export type Effort = 'auto' | 'minimal' | 'low' | 'medium' | 'high' | 'xhigh';

export interface ThinkingSettings {
  readonly thinking?: Thinking;
  readonly effort?: Effort;
}

/**
 * `reasoning_effort` of OpenAI and its kin (https://platform.openai.com/docs/guides/reasoning); undefined where nothing is to
 * be sent. A model that does not know the value is asked again with one it names, or without.
 */
export function reasoningEffort({ thinking = 'auto', effort = 'auto' }: ThinkingSettings): string | undefined {
  if (thinking === 'off') return 'none';
  if (effort !== 'auto') return effort;
  return thinking === 'on' ? 'medium' : undefined;
}

const BUDGETS = { minimal: 1_024, low: 2_048, medium: 8_192, high: 16_384, xhigh: 32_768 } as const;

/** The least that Anthropic takes as a budget: https://docs.claude.com/en/docs/build-with-claude/extended-thinking */
const LEAST_BUDGET = 1_024;

/**
 * Tokens that thinking may take of an answer's tokens: half of them at most, so that room for the answer stays. Null where
 * nothing is to be sent, 0 where it is not to think.
 */
export function thinkingBudget(
  { thinking = 'auto', effort = 'auto' }: ThinkingSettings,
  outputTokens: number,
): number | null {
  if (thinking === 'off') return 0;
  if (thinking === 'auto' && effort === 'auto') return null;
  const wanted = BUDGETS[effort === 'auto' ? 'medium' : effort];
  return Math.max(LEAST_BUDGET, Math.min(wanted, Math.floor(outputTokens / 2)));
}
