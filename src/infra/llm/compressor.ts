import type { MarketSnapshot, NewsItem } from '../../core/market-snapshot/schema.js';
import { LlmError } from './errors.js';

export interface CompressOptions {
  /** Most tokens the prompts may take. */
  readonly budgetTokens: number;
  /** Tokens of all prompts made from this snapshot. */
  readonly tokensOf: (snapshot: MarketSnapshot) => number;
}

export interface Compressed {
  readonly snapshot: MarketSnapshot;
  /** One sentence for each thing that was left out or shortened; empty where everything fitted. */
  readonly notes: readonly string[];
}

/** Items below this impact go before any text is shortened; so do items whose source gives none. */
const LOW_IMPACT = 0.5;

/** Characters that texts are shortened to, one after the other, before an item of high impact is left out. */
const LENGTHS = [240, 120, 60] as const;

/**
 * Makes a snapshot fit a token budget by what matters least: first news of low impact, then the length of the texts, then the
 * remaining news. Numbers, instructions and the schema are never touched.
 * @throws LlmError `llm.prompt-too-long` where even without news it does not fit
 */
export function compressSnapshot(snapshot: MarketSnapshot, { budgetTokens, tokensOf }: CompressOptions): Compressed {
  const fits = (candidate: MarketSnapshot): boolean => tokensOf(candidate) <= budgetTokens;
  if (fits(snapshot)) return { snapshot, notes: [] };

  // Least important first: low impact, then old.
  const ranked = [...snapshot.news].sort((a, b) => impactOf(a) - impactOf(b) || a.time_utc.localeCompare(b.time_utc));
  const low = ranked.filter((item) => impactOf(item) < LOW_IMPACT).length;
  const without = (count: number, length: number): MarketSnapshot => withNews(snapshot, ranked.slice(count), length);

  const whole = Number.POSITIVE_INFINITY;
  const shortest = LENGTHS[LENGTHS.length - 1] ?? whole;
  const steps: readonly (readonly [from: number, to: number, length: number])[] = [
    [0, low, whole],
    ...LENGTHS.map((length) => [low, low, length] as const),
    [low, ranked.length, shortest],
  ];
  for (const [from, to, length] of steps) {
    if (!fits(without(to, length))) continue;
    const count = fewest(from, to, (n) => fits(without(n, length)));
    return { snapshot: without(count, length), notes: notesOf(snapshot.news.length, count, length) };
  }
  throw new LlmError(
    'llm.prompt-too-long',
    `The prompt needs ${tokensOf(without(ranked.length, shortest))} tokens without any news, but only ${budgetTokens} are allowed.`,
    {
      where: 'num_ctx',
      remedy: 'Raise num_ctx (LLM_NUM_CTX), or choose a model with a longer context.',
    },
  );
}

const impactOf = (item: NewsItem): number => item.impact_score ?? 0;

/** The smallest n in [from, to] that fits; `to` is known to. */
function fewest(from: number, to: number, fits: (n: number) => boolean): number {
  let [low, high] = [from, to];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (fits(middle)) high = middle;
    else low = middle + 1;
  }
  return high;
}

function withNews(snapshot: MarketSnapshot, kept: readonly NewsItem[], length: number): MarketSnapshot {
  const keep = new Set(kept);
  const news = snapshot.news
    .filter((item) => keep.has(item))
    .map((item) => (item.text.length > length ? { ...item, text: shortened(item.text, length) } : item));
  if (news.length > 0) return { ...snapshot, news };
  const { data_quality: quality } = snapshot;
  const row = { source: null, observed_at: null, age_seconds: null, stale: false };
  const fields = {
    ...quality.fields,
    news: { ...row, ...quality.fields.news, missing_because: 'left out: the prompt has no room for it' },
  };
  return { ...snapshot, news, data_quality: { ...quality, fields } };
}

/** At a word's end where one is near; never between the halves of a surrogate pair. */
function shortened(text: string, length: number): string {
  const cut = text.slice(0, length - 1);
  const space = cut.lastIndexOf(' ');
  const end = space > length / 2 ? cut.slice(0, space) : cut.replace(/[\ud800-\udbff]$/, '');
  return `${end}…`;
}

function notesOf(all: number, dropped: number, length: number): string[] {
  const notes: string[] = [];
  if (dropped > 0)
    notes.push(`${dropped} of ${all} news items were left out, so that the prompt fits the model's context.`);
  if (Number.isFinite(length) && dropped < all)
    notes.push(`News texts were shortened to ${length} characters, so that the prompt fits the model's context.`);
  return notes;
}
