/** One rule of masking: what it finds, and what stands there instead; null leaves what was found. */
export interface MaskPass {
  readonly pattern: RegExp;
  readonly replace: (all: string, ...groups: (string | undefined)[]) => string | null;
}

/** Runs the passes in turn; what one of them wrote, no later one looks at. */
export function runPasses(text: string, passes: readonly MaskPass[]): string {
  let pieces: { readonly text: string; readonly done: boolean }[] = [{ text, done: false }];
  for (const { pattern, replace } of passes) {
    pieces = pieces.flatMap((piece) => {
      if (piece.done) return [piece];
      const found: { text: string; done: boolean }[] = [];
      let from = 0;
      for (const match of piece.text.matchAll(pattern)) {
        const instead = replace(...(match as unknown as [string, ...(string | undefined)[]]));
        if (instead === null) continue;
        found.push({ text: piece.text.slice(from, match.index), done: false }, { text: instead, done: true });
        from = match.index + match[0].length;
      }
      return [...found, { text: piece.text.slice(from), done: false }];
    });
  }
  return pieces.map((piece) => piece.text).join('');
}
