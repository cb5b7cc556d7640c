import { seededRandom, type Random } from '../../src/core/ports/random.js';
import { BASE } from './corpus/answer.js';
import { benign } from './corpus/benign.js';

export interface Mutation {
  readonly text: string;
  readonly how: string;
  /** True where the change is harmless and the text must still be accepted with the same probability. */
  readonly harmless: boolean;
}

const pick = <T>(random: Random, items: readonly T[]): T => items[Math.floor(random.next() * items.length)]!;
const place = (random: Random, text: string): number => Math.floor(random.next() * (text.length + 1));

const INSERTS = [
  ...[
    '{',
    '}',
    '[',
    ']',
    ',',
    ':',
    '"',
    "'",
    '\\',
    '/*',
    '*/',
    '//',
    '\n',
    '\u0000',
    '\u200b',
    '\u202e',
    '\ud800',
    '😀',
    '０',
  ],
  ...[
    'NaN',
    'Infinity',
    '-Infinity',
    '1e309',
    '-0',
    '0x1',
    '9'.repeat(400),
    'null',
    'true',
    '<think>',
    '</think>',
    '```',
  ],
  ...[
    '"prob_bull": 0.99,',
    '"bull_pct": 99,',
    '"prob_bear": 5,',
    '"scores": {},',
    '"__proto__": {},',
    '{"prob_bull": 1}',
    '\ufeff',
    '%',
    '-',
  ],
];

type Mutator = readonly [how: string, change: (text: string, random: Random, other: string) => string];

const HARMFUL: readonly Mutator[] = [
  ['insert', (text, random) => splice(text, place(random, text), 0, pick(random, INSERTS))],
  ['delete', (text, random) => splice(text, place(random, text), 1 + Math.floor(random.next() * 12), '')],
  ['replace', (text, random) => splice(text, place(random, text), 1, pick(random, INSERTS))],
  [
    'repeat a part',
    (text, random) => {
      const at = place(random, text);
      return splice(text, at, 0, text.slice(at, at + Math.floor(random.next() * 80)));
    },
  ],
  ['cut', (text, random) => text.slice(0, place(random, text))],
  ['cut the start', (text, random) => text.slice(place(random, text))],
  [
    'another digit',
    (text, random) =>
      text.replace(/\d/g, (digit) => (random.next() < 0.1 ? pick(random, ['0', '5', '9', '.', 'e', '-']) : digit)),
  ],
  [
    'splice with another',
    (text, random, other) => text.slice(0, place(random, text)) + other.slice(place(random, other)),
  ],
  [
    'swap two parts',
    (text, random) => {
      const [a, b] = [place(random, text), place(random, text)].sort((x, y) => x - y) as [number, number];
      return text.slice(b) + text.slice(a, b) + text.slice(0, a);
    },
  ],
];

const HARMLESS: readonly Mutator[] = [
  ['space between tokens', (text) => text.replaceAll(/,(?=\n? *["'a-z_]+["']?:)/g, ' ,\n\t ')],
  [
    'a key more',
    (text, random) =>
      text.replace(/(["']?)prob_bear\1:/, (key) => `"extra_${Math.floor(random.next() * 1e6)}": [1, {a: 2}], ${key}`),
  ],
  ['a comment more', (text) => text.replace(/(["']?)prob_bull\1:/, (key) => `/* {prob_bull} 0.1 */ ${key}`)],
  ['prose before', (text, random) => `Assessment no. ${Math.floor(random.next() * 1e6)}.\n${text}`],
  ['prose after', (text, random) => `${text}\nRead ${Math.floor(random.next() * 1e6)} fields.`],
];

const splice = (text: string, at: number, removed: number, added: string): string =>
  text.slice(0, at) + added + text.slice(at + removed);

/** The first `count` mutations of good answers that a seed leads to; one in five is harmless. */
export function* mutations(seed: number, count: number): Generator<Mutation> {
  const random = seededRandom(seed);
  const sources = benign.filter((item) => item.probBull === BASE.prob_bull);
  const plain = sources.filter((item) =>
    /^(?:compact|two spaces|single quotes|keys reversed), (?:bare|fence|prose before|thinking)$/.test(item.name),
  );
  for (let i = 0; i < count; i++) {
    const harmless = i % 5 === 0;
    let { text } = pick(random, harmless ? plain : sources);
    const steps: string[] = [];
    for (let step = 1 + Math.floor(random.next() * 3); step > 0; step--) {
      const [how, change] = pick(random, harmless ? HARMLESS : HARMFUL);
      text = change(text, random, pick(random, sources).text);
      steps.push(how);
    }
    yield { text, how: steps.join(', '), harmless };
  }
}

/** An answer in whole percents, and what mutations of it may be spliced with. */
const PERCENT = `{"factors": ["return_7d_pct 4: up"], "reasoning": "It leans up.", "global_sentiment": 10, "btc_sentiment": -20,
"altcoin_sentiment": 0, "onchain_pressure": 5, "liquidity_risk": 30, "news_risk": 0, "trend_strength": 45, "bull_pct": 62, "confidence": "low"}`;
const PERCENT_SOURCES = [
  PERCENT,
  `<think>perhaps {"bull_pct": 40}</think>${PERCENT}`,
  `Here it is:\n\`\`\`json\n${PERCENT}\n\`\`\``,
  `${PERCENT.replace('62', '38')}\nDone.`,
];

/** Mutations of answers in whole percents; none of them is known to be harmless. */
export function* percentMutations(seed: number, count: number): Generator<Mutation> {
  const random = seededRandom(seed);
  for (let i = 0; i < count; i++) {
    let text = pick(random, PERCENT_SOURCES);
    const steps: string[] = [];
    for (let step = 1 + Math.floor(random.next() * 3); step > 0; step--) {
      const [how, change] = pick(random, HARMFUL);
      text = change(text, random, pick(random, PERCENT_SOURCES));
      steps.push(how);
    }
    yield { text, how: steps.join(', '), harmless: false };
  }
}
