import { z } from 'zod';
import { endOfDate, type ModelDatesAnswer } from '../../core/model-dates.js';
import { DAY, isoDay, isoTime } from '../../core/time.js';

/**
 * Days after a stated cutoff in which a model may still know what happened. A cutoff is a statement about most of the data, in
 * months; later data for tuning, and late crawls, reach past it. A judgement, not a measurement.
 */
export const DEFAULT_EMBARGO_MS = 30 * DAY;

/** One of those that gave the opinions: `dates` is null for a baseline, which has learned from nothing but the past it is given. */
export interface ModelOrigin {
  readonly id: string;
  readonly dates: ModelDatesAnswer | null;
}

export interface HeadlineInput {
  /** One for a model alone, several for an ensemble. */
  readonly models: readonly ModelOrigin[];
  /** Added to each stated cutoff. Default 30 days. */
  readonly embargoMs?: number | undefined;
  /** UTC ms; null where nobody knows. Ignored where no model reads prompts. */
  readonly promptCreatedAt: number | null;
  /** Set where that is only what the file of the prompt says: the UTC day on which its words were first seen. */
  readonly promptFirstSeenOn?: string | null;
  /** When a person last chose settings with results in view, UTC ms; null where none were chosen. */
  readonly settingsChosenAt: number | null;
}

const partSchema = z.object({
  what: z.enum(['release', 'cutoff', 'prompt', 'settings']),
  /** Null where it is unknown. */
  at_utc: z.string().nullable(),
  text: z.string(),
  /** Of a prompt whose day is only what its file says, and lies before its words were first seen. */
  by_hand: z.literal(true).optional(),
});

export const headlineStartSchema = z.object({
  /** UTC ms; decisions from here on are the headline. */
  from: z.union([z.number(), z.literal('unknown')]),
  because: z.string(),
  parts: z.array(partSchema),
});
export type HeadlineStart = z.infer<typeof headlineStartSchema>;

interface Part {
  readonly what: z.infer<typeof partSchema>['what'];
  /** Null where it is unknown, which makes the whole unknown. */
  readonly at: number | null;
  readonly text: string;
  readonly byHand?: boolean;
}

/**
 * From when on a score can be the headline: the latest of each model's release, its stated cutoff plus an embargo, the
 * prompt's creation and the last choice of settings by hand. What came before may have been remembered, or fitted by whoever
 * wrote the prompt. Unknown where a part of it is unknown: a guess would make a headline out of hope.
 */
export function headlineStart(input: HeadlineInput): HeadlineStart {
  const { models, embargoMs = DEFAULT_EMBARGO_MS, promptCreatedAt, promptFirstSeenOn = null, settingsChosenAt } = input;
  const readers = models.flatMap(({ id, dates }) => (dates === null ? [] : [{ id, dates }]));
  const parts = readers.flatMap(({ id, dates }) => modelParts(id, dates, embargoMs));
  if (readers.length > 0) {
    parts.push(
      promptCreatedAt === null
        ? { what: 'prompt', at: null, text: 'the creation date of the prompt is unknown' }
        : {
            what: 'prompt',
            at: promptCreatedAt,
            text:
              promptFirstSeenOn === null
                ? `the prompt was written by ${isoDay(promptCreatedAt)}`
                : `the prompt was written by ${isoDay(promptCreatedAt)} as its file says, a day set by hand: its words were first seen on ${promptFirstSeenOn}`,
            byHand: promptFirstSeenOn !== null,
          },
    );
  }
  if (settingsChosenAt !== null) {
    const text = `settings were last chosen by hand at ${isoTime(settingsChosenAt)}`;
    parts.push({ what: 'settings', at: settingsChosenAt, text });
  }
  const unknown = parts.filter(({ at }) => at === null);
  const latest = parts.reduce<Part | null>((best, part) => ((part.at ?? 0) > (best?.at ?? 0) ? part : best), null);
  return {
    from: unknown.length > 0 ? 'unknown' : (latest?.at ?? 0),
    because:
      unknown.length > 0
        ? unknown.map(({ text }) => text).join('; ')
        : (latest?.text ?? 'nothing was trained on the past or chosen by hand, so every decision counts'),
    parts: parts.map(({ what, at, text, byHand }) => ({
      what,
      at_utc: at === null ? null : isoTime(at),
      text,
      ...(byHand === true ? { by_hand: true } : {}),
    })),
  };
}

function modelParts(id: string, answer: ModelDatesAnswer, embargoMs: number): Part[] {
  if (!answer.known) return [{ what: 'release', at: null, text: answer.because }];
  const { released, training_cutoff: cutoff, source } = answer.dates;
  const parts: Part[] = [
    { what: 'release', at: endOfDate(released), text: `${id} was released on ${released} (${source})` },
  ];
  // Without a stated cutoff the release alone bounds what was learned: nothing is trained on after it.
  if (cutoff !== null) {
    const text = `${id} has a stated training cutoff of ${cutoff} (${source}), plus ${Math.round(embargoMs / DAY)} days`;
    parts.push({ what: 'cutoff', at: endOfDate(cutoff) + embargoMs, text });
  }
  return parts;
}
