import { seededRandom, type Random } from '../../src/core/ports/random.js';

/** What a fake model server is to do with one chat request. Everything has a harmless default. */
export interface FakeAnswer {
  /** Answer text, streamed in pieces. */
  readonly content?: string;
  /** Sent aside from the answer, before it. */
  readonly thinking?: string;
  /**
   * How the stream ends. `eof`: the server stops without an end marker, HTTP still 200 (token-repeat abort); `kill`: the
   * connection is cut; `hang`: it stays open in silence; `error`: an error inside the stream.
   */
  readonly ending?: 'stop' | 'length' | 'eof' | 'kill' | 'hang' | 'error';
  /** Text of the error when `ending` is `error`. */
  readonly error?: string;
  /** Anything but 200 sends `body` as it is, and no stream. */
  readonly status?: number;
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Silence before the first byte, headers included, ms. */
  readonly delayMs?: number;
  /** Silence between two pieces, ms. */
  readonly pieceDelayMs?: number;
  /** What the server says it has read; null: the key is absent. Without it, it counts. */
  readonly promptTokens?: number | null;
  /** Whether a strict parser must accept the text: for suites that count verdicts. */
  readonly valid?: boolean;
}

/** Called for each chat request with its number from 0 and its parsed body. A bare text is a whole, normal answer. */
export type AnswerSource = (call: number, body: Readonly<Record<string, unknown>>) => FakeAnswer | string;

/** Answers with these in turn; the last one stays. */
export const inTurn =
  (...answers: readonly (FakeAnswer | string)[]): AnswerSource =>
  (call) =>
    answers[Math.min(call, answers.length - 1)] ?? '';

export const asAnswer = (answer: FakeAnswer | string): FakeAnswer =>
  typeof answer === 'string' ? { content: answer } : answer;

/** Characters to a token in the fake servers' counting. */
const CHARACTERS_PER_TOKEN = 4;
export const countTokens = (text: string): number => Math.ceil(text.length / CHARACTERS_PER_TOKEN);

/** Cuts a text as a tokenizer would: into pieces of a few characters, never inside a surrogate pair. */
export function pieces(text: string): string[] {
  const characters = Array.from(text);
  const size = Math.max(CHARACTERS_PER_TOKEN, Math.ceil(characters.length / 200));
  const out: string[] = [];
  for (let i = 0; i < characters.length; i += size) out.push(characters.slice(i, i + size).join(''));
  return out;
}

/** A regime document that every strict parser accepts. */
export function regimeDocument(overrides: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return {
    horizon_hours: 24,
    base_asset: 'BTC',
    prob_bull: 0.62,
    prob_bear: 0.38,
    regime_label: 'bull',
    confidence_level: 'medium',
    scores: {
      global_sentiment: 0.2,
      btc_sentiment: 0.3,
      altcoin_sentiment: 0.1,
      onchain_pressure: -0.1,
      liquidity_risk: 0.3,
      news_risk: 0.2,
      trend_strength: 0.5,
    },
    factors_summary: ['price above its 30-day mean', 'funding slightly positive'],
    reasoning_short: 'Momentum and flows lean up, without conviction.',
    timestamp_utc: '2025-01-01T00:00:00Z',
    ...overrides,
  };
}

const round = (value: number, digits: number): number => Number(value.toFixed(digits));
const pick = <T>(random: Random, items: readonly T[]): T => items[Math.floor(random.next() * items.length)]!;

function randomRegime(random: Random): Record<string, unknown> {
  const bull = round(random.next(), 2);
  // Models round both numbers, so that the sum is sometimes a little off.
  const bear = round(Math.min(1, Math.max(0, 1 - bull + pick(random, [0, 0, 0, 0.01, -0.01]))), 2);
  const signed = (): number => round(random.next() * 2 - 1, 2);
  const unit = (): number => round(random.next(), 2);
  return regimeDocument({
    prob_bull: bull,
    prob_bear: bear,
    regime_label: pick(random, ['bull', 'bear', 'neutral']),
    confidence_level: pick(random, ['low', 'medium', 'high', 'High']),
    scores: {
      global_sentiment: signed(),
      btc_sentiment: signed(),
      altcoin_sentiment: signed(),
      onchain_pressure: signed(),
      liquidity_risk: unit(),
      news_risk: unit(),
      trend_strength: unit(),
    },
  });
}

const DRESSES: readonly ((json: string) => string)[] = [
  (json) => json,
  (json) => json,
  (json) => `\`\`\`json\n${json}\n\`\`\``,
  (json) => `Here is my assessment:\n\n${json}\n\nThis is not financial advice.`,
  (json) => `${json.slice(0, -1)},}`,
];

/** Answers as a good small model gives them: valid, in changing dress, deterministic for a seed. */
export function plausibleAnswers(seed: number): AnswerSource {
  const random = seededRandom(seed);
  return () => ({ content: pick(random, DRESSES)(JSON.stringify(randomRegime(random), null, 2)), valid: true });
}

/**
 * Answers as an untrained model gives them. Under a schema the types hold and the numbers are anything: exponents of up to 16
 * digits, and now and then the server itself fails. Measured on such a model: 0 of 355 answers in range, 231 of them infinite,
 * 145 of 500 requests HTTP 500. Without a schema it is noise.
 */
export function hostileAnswers(seed: number): AnswerSource {
  const random = seededRandom(seed);
  const digits = (n: number): string => Array.from({ length: n }, () => Math.floor(random.next() * 10)).join('');
  const number = (): string =>
    `${random.next() < 0.5 ? '-' : ''}${1 + Math.floor(random.next() * 9)}${digits(Math.floor(random.next() * 6))}` +
    (random.next() < 0.3 ? `.${digits(4)}` : '') +
    (random.next() < 0.7
      ? `e${random.next() < 0.2 ? '-' : ''}${1 + Math.floor(random.next() * 9)}${digits(Math.floor(random.next() * 15))}`
      : '');
  const noise = (length: number): string =>
    Array.from({ length }, () =>
      pick(random, [
        '{',
        '}',
        '[',
        '"',
        ':',
        ',',
        'prob_bull',
        'NaN',
        '٣',
        '\u200b',
        'null',
        '<think>',
        '\\u0000',
        '🐂',
        '0,5',
        '62%',
        '\n',
      ]),
    ).join('');
  return (_call, body) => {
    const constrained = typeof body.format === 'object' || typeof body.response_format === 'object';
    if (random.next() < 0.29)
      return { status: 500, body: '{"error":"llama runner process has terminated"}', valid: false };
    if (!constrained) return { content: noise(1 + Math.floor(random.next() * 400)), valid: false };
    const scores = Object.keys(regimeDocument().scores as object).map((name) => `"${name}":${number()}`);
    return {
      content: `{"horizon_hours":${number()},"base_asset":"${digits(3)}","prob_bull":${number()},"prob_bear":${number()},"regime_label":"neutral","confidence_level":"low","scores":{${scores.join(',')}},"factors_summary":[],"reasoning_short":"${digits(20)}","timestamp_utc":"x"}`,
      valid: false,
    };
  };
}

/** Answers of a model that thinks: aside, inside the text, without an end, or until its tokens are used up. */
export function thinkingAnswers(seed: number): AnswerSource {
  const random = seededRandom(seed);
  return () => {
    const json = JSON.stringify(randomRegime(random));
    const thought = `Let me think. A draft: ${JSON.stringify(randomRegime(random))} But funding says otherwise.`;
    const kind = random.next();
    if (kind < 0.4) return { thinking: thought, content: json, valid: true };
    if (kind < 0.7) return { content: `<think>${thought}</think>\n${json}`, valid: true };
    if (kind < 0.85) return { content: `<think>${thought}\n${json}`, valid: false };
    return { thinking: thought.repeat(3), content: '', ending: 'length', valid: false };
  };
}
