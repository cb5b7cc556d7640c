/** One way in which models set their thinking apart within the text. */
interface Mark {
  readonly opening: RegExp;
  readonly closing: RegExp;
}

/** `ds_think`, `seed:think`, `think_fast`, `begin_of_thought`: models put words of their own around the one that tells. */
const around = (names: string): string =>
  `(?:(?!end_)[a-z0-9]{1,12}[_:-]){0,2}(?:${names})(?:[_:-][a-z0-9]{1,12}){0,2}`;

/** Names of tags; those of one line close each other. */
const TAGS = [
  around('think(?:ing)?'),
  around('thoughts?'),
  around('reason(?:ing)?'),
  'reflect(?:ion)?',
  'draft|plan(?:ning)?|deliberation|internal|hidden',
  'analysis',
  'scratch_?pad',
  'inner_?(?:monologue|thoughts?)',
  'cot|chain_of_thought',
  'seed:cot_budget_reflect',
];
const ATTRIBUTES = '(?:\\s[^<>]{0,80})?';

const tag = (names: string): Mark => ({
  opening: new RegExp(`<(?:${names})${ATTRIBUTES}>`, 'iy'),
  closing: new RegExp(`</(?:${names})\\s{0,20}>|<end_of_(?:${names})>`, 'gi'),
});

/**
 * `<think>` (DeepSeek, Qwen) and its kin; `[THINK]` (Mistral); `◁think▷` (Kimi); `<|begin_of_thought|>` (OpenThinker, QwQ),
 * `<|START_THINKING|>` (Cohere); the channels of gpt-oss (https://cookbook.openai.com/articles/openai-harmony) and of Gemma.
 */
const MARKS: readonly Mark[] = [
  ...TAGS.map(tag),
  {
    opening: /\[\s{0,5}(?:think(?:ing)?|thoughts?|reasoning)\s{0,5}\]/iy,
    closing: /\[\s{0,5}\/\s{0,5}(?:think(?:ing)?|thoughts?|reasoning)\s{0,5}\]/gi,
  },
  { opening: /◁\s{0,5}think(?:ing)?\s{0,5}▷/iy, closing: /◁\s{0,5}\/\s{0,5}think(?:ing)?\s{0,5}▷/gi },
  {
    opening: /<[|｜](?:begin|start)_(?:of_)?(?:think(?:ing)?|thought|reasoning)[|｜]>/iy,
    closing: /<[|｜]end_(?:of_)?(?:think(?:ing)?|thought|reasoning)[|｜]>/gi,
  },
  // Gemma's spare tokens, as MedGemma uses them.
  { opening: /<unused94>/iy, closing: /<unused95>/gi },
  // Open WebUI folds the thinking of any model into this.
  { opening: /<details type="reasoning"[^<>]{0,120}>/iy, closing: /<\/details\s{0,20}>/gi },
  { opening: /<\|(?:think(?:ing)?|thought)\|>/iy, closing: /<\|\/(?:think(?:ing)?|thought)\|>/gi },
  {
    opening: /<\|channel\|?>\s{0,5}(?:analysis|commentary|thought|thinking)/iy,
    closing: /<\|(?:end|return)\|>|<\|channel\|?>\s{0,5}final(?:\s{0,5}<\|message\|>)?|<channel\|>/gi,
  },
];

const anyOf = (patterns: readonly RegExp[]): RegExp =>
  new RegExp(patterns.map(({ source }) => `(?:${source})`).join('|'), 'iy');
const ANY_OPENING = anyOf(MARKS.map(({ opening }) => opening));
/** The end of a channel's message ends any message: only within thinking does it close something. */
const ANY_CLOSING = anyOf([
  ...MARKS.slice(0, -1).map(({ closing }) => closing),
  /<\|channel\|?>\s{0,5}final(?:\s{0,5}<\|message\|>)?|<channel\|>/,
]);
/** `<`, `[` and `◁`. */
const isFirst = (code: number): boolean => code === 0x3c || code === 0x5b || code === 0x25c1;
const SLASH = 0x2f;
const isLetterOrSpace = (code: number): boolean =>
  code === 0x20 || (code >= 0x41 && code <= 0x5a) || (code >= 0x61 && code <= 0x7a);
/** What a mark goes on with, `/`, `|`, `｜` or a word: most of what begins like one is seen to be something else at once, without a search. */
const isSecond = (code: number): boolean => code === SLASH || code === 0x7c || code === 0xff5c || isLetterOrSpace(code);

export type ThinkingMark =
  | { readonly type: 'opening'; readonly end: number; readonly closing: RegExp }
  | { readonly type: 'closing'; readonly end: number };

/** The mark that begins at a place of the text; null where none does. Takes a bounded time. */
export function thinkingMarkAt(text: string, start: number): ThinkingMark | null {
  if (!isFirst(text.charCodeAt(start))) return null;
  const second = text.charCodeAt(start + 1);
  if (!isSecond(second)) return null;
  if (second === SLASH && !isLetterOrSpace(text.charCodeAt(start + 2))) return null;
  ANY_CLOSING.lastIndex = start;
  if (ANY_CLOSING.test(text)) return { type: 'closing', end: ANY_CLOSING.lastIndex };
  if (second === SLASH) return null;
  ANY_OPENING.lastIndex = start;
  if (!ANY_OPENING.test(text)) return null;
  for (const { opening, closing } of MARKS) {
    opening.lastIndex = start;
    if (opening.test(text)) return { type: 'opening', end: opening.lastIndex, closing };
  }
  return null;
}

/** Where thinking ends that was opened before `from`; null where it is not closed. */
export function endOfThinking(text: string, from: number, closing: RegExp): number | null {
  closing.lastIndex = from;
  return closing.exec(text) === null ? null : closing.lastIndex;
}
