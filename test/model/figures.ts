import type { Timing } from '../support/real-model/engine.js';

/** What answering took, for whoever reads the log: means, and tokens a second of reading and writing. */
export function figures(timings: readonly Timing[], validAtFirst: number): string {
  const mean = (of: (timing: Timing) => number): number =>
    timings.reduce((sum, timing) => sum + of(timing), 0) / timings.length;
  const [prompt, cached, promptMs] = [mean((t) => t.prompt), mean((t) => t.cached), mean((t) => t.promptMs)];
  const [answer, answerMs] = [mean((t) => t.answer), mean((t) => t.answerMs)];
  const perSecond = (tokens: number, ms: number): string => (tokens / (ms / 1_000)).toFixed(0);
  return [
    `${timings.length} answers, ${validAtFirst} valid at first`,
    `prompt ${prompt.toFixed(0)} tokens, of which read ${(prompt - cached).toFixed(0)} in ${(promptMs / 1_000).toFixed(1)} s (${perSecond(prompt - cached, promptMs)}/s)`,
    `answer ${answer.toFixed(0)} tokens in ${(answerMs / 1_000).toFixed(1)} s (${perSecond(answer, answerMs)}/s)`,
  ].join('; ');
}
