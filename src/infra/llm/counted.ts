/** A count of tokens as a server gives it. Zero is not a count: every prompt and every answer has tokens. */
export const countedTokens = (tokens: number | null | undefined): number | null =>
  tokens === undefined || tokens === null || tokens <= 0 ? null : tokens;
