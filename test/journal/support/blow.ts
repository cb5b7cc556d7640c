import type { Random } from '../../../src/core/ports/random.js';

/** When a process kills itself: see strike.mjs. */
export type Strike = Readonly<Record<string, string | number>>;

/** How a process of a session is killed. */
export type SessionBlow =
  /** By another process, so long after its beginning, ms. */
  | { readonly by: 'clock'; readonly afterMs: number }
  /** By another process, so long after its journal has grown to a length, in bytes, ms. */
  | { readonly by: 'length'; readonly goal: number; readonly afterMs: number }
  /** By another process while a model is asked, once its journal has that length. */
  | { readonly by: 'question'; readonly goal: number }
  /** By itself. */
  | { readonly by: 'itself'; readonly strike: Strike };

/** A start takes about a second. */
const START_MS = 1_000;
/** Changes of the disk that a start makes, and some of its work. */
const START_ACCESSES = 12;
/** A moment is traded in less. */
const WORK_MS = 4;

/**
 * The i-th of `count` kills of a session: one in three somewhere in start and recovery, the others spread over its work.
 * @param length of the journal of the whole session, bytes
 * @param asks whether it asks a model
 */
export function drawBlow(random: Random, i: number, count: number, length: number, asks: boolean): SessionBlow {
  const goal = Math.floor((length * (i + random.next())) / count);
  const way = random.next();
  if (way < 0.2) return { by: 'clock', afterMs: random.next() * START_MS };
  if (way < 0.35) return { by: 'itself', strike: { access: Math.floor(random.next() * START_ACCESSES) } };
  if (way < 0.6) return { by: 'length', goal, afterMs: random.next() * WORK_MS };
  const moment = ['before', 'torn', 'written', 'synced'][Math.floor(random.next() * 4)]!;
  if (way < 0.75 || (!asks && way < 0.9)) return { by: 'itself', strike: { goal, moment } };
  if (way < 0.83) return { by: 'itself', strike: { goal, moment, kind: 'opinion' } };
  if (way < 0.9) return { by: 'question', goal };
  return { by: 'itself', strike: { goal, moment: 'told' } };
}
