/** `TEST_SIZE=nightly` runs the plan's nightly numbers; anything else the smaller ones of every change. */
export const nightly = process.env.TEST_SIZE === 'nightly';

export const MUTATIONS = nightly ? 10_000 : 1_000;
export const ANSWERS_PER_MODEL = nightly ? 500 : 60;

/** Printed by every suite, so that a failure can be run again: `TEST_SEED=… npx vitest run test/hostile-answers`. */
export const SEED = Number(process.env.TEST_SEED ?? 20_261_123);
