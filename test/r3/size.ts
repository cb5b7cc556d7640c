/** `R3_SIZE=nightly` runs the plan's nightly numbers; anything else the smaller ones of every change. */
export const nightly = process.env.R3_SIZE === 'nightly';

export const MUTATIONS = nightly ? 10_000 : 1_000;
export const ANSWERS_PER_MODEL = nightly ? 500 : 60;

/** Printed by every suite, so that a failure can be run again: `R3_SEED=… npx vitest run test/r3`. */
export const SEED = Number(process.env.R3_SEED ?? 20_261_123);
