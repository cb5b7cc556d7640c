import JSON5 from 'json5';

/**
 * Every prob_bull, normalised, that some object in the text gives: a slow and generous reading with the `json5` package of
 * every stretch from a `{` to a `}`. An answer that was accepted must be among them.
 */
export function possibleProbBulls(text: string): number[] {
  const found: number[] = [];
  const opens = [...text.matchAll(/\{/g)].map((match) => match.index);
  const closes = [...text.matchAll(/\}/g)].map((match) => match.index + 1);
  for (const open of opens) {
    for (const close of closes) {
      if (close <= open) continue;
      const value = parsed(text.slice(open, close));
      if (value?.prob_bull === undefined) continue;
      const bull = Number(value.prob_bull);
      found.push(bull / (bull + Number(value.prob_bear)));
    }
  }
  return found;
}

function parsed(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON5.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}
