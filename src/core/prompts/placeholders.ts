/** What a section of a prompt may hold. `block`: several lines, so it stands alone on its line; it may be empty and then vanishes. */
interface PlaceholderInfo {
  readonly section: PromptSection;
  readonly form: 'inline' | 'block';
}

export type PromptSection = 'system' | 'user';

/** Every placeholder. What comes from outside stands only in the user prompt, and news only in its fence. */
const PLACEHOLDERS = {
  definitions: { section: 'system', form: 'block' },
  answer_rules: { section: 'system', form: 'block' },
  answer_schema: { section: 'system', form: 'block' },
  base_asset: { section: 'user', form: 'inline' },
  timestamp: { section: 'user', form: 'inline' },
  horizon_hours: { section: 'user', form: 'inline' },
  market: { section: 'user', form: 'block' },
  onchain: { section: 'user', form: 'block' },
  macro: { section: 'user', form: 'block' },
  news: { section: 'user', form: 'block' },
  table: { section: 'user', form: 'block' },
  headlines: { section: 'user', form: 'block' },
  failures: { section: 'user', form: 'block' },
  demo_notice: { section: 'user', form: 'block' },
} as const satisfies Readonly<Record<string, PlaceholderInfo>>;

export type PlaceholderName = keyof typeof PLACEHOLDERS;

const isPlaceholder = (name: string): name is PlaceholderName => Object.hasOwn(PLACEHOLDERS, name);

/** A prompt without any of these asks about nothing. */
const DATA: readonly PlaceholderName[] = ['market', 'onchain', 'macro', 'news', 'table', 'headlines'];

/** A line of a template, in parts: plain text, and names of placeholders. */
export type TemplateLine = readonly (string | { readonly name: PlaceholderName })[];

/** What is wrong with a template. */
export interface TemplateProblem {
  /** From 1, within the section. */
  readonly line: number;
  /** A clause: "there is no placeholder {{foo}}". */
  readonly problem: string;
}

const ANY = /\{\{([^{}\n]*)\}\}/g;

/**
 * The paragraphs of a section, each in lines. Lines between them that hold nothing are left out, so that a paragraph
 * may vanish without a trace.
 */
export function readTemplate(
  text: string,
  section: PromptSection,
): { readonly paragraphs: readonly (readonly TemplateLine[])[] } | TemplateProblem {
  const paragraphs: TemplateLine[][] = [];
  let open = false;
  const names = new Set<PlaceholderName>();
  for (const [i, raw] of text.split(/\r?\n/).entries()) {
    const line = readLine(raw.trimEnd(), section);
    if (typeof line === 'string') return { line: i + 1, problem: line };
    for (const part of line) if (typeof part !== 'string') names.add(part.name);
    if (line.length === 0) open = false;
    else if (open) paragraphs.at(-1)!.push(line);
    else {
      paragraphs.push([line]);
      open = true;
    }
  }
  if (paragraphs.length === 0) return { line: 1, problem: `the ${section} prompt is empty` };
  if (section === 'user' && !DATA.some((name) => names.has(name))) {
    return { line: 1, problem: `the user prompt shows no data: it needs one of ${DATA.map(written).join(', ')}` };
  }
  return { paragraphs };
}

/** The line in parts, or what is wrong with it. */
function readLine(text: string, section: PromptSection): TemplateLine | string {
  const parts: (string | { readonly name: PlaceholderName })[] = [];
  let at = 0;
  for (const match of text.matchAll(ANY)) {
    const name = match[1]!.trim();
    if (!isPlaceholder(name)) {
      return `there is no placeholder ${written(name)} (there are ${namesOf(section).map(written).join(', ')})`;
    }
    const { section: home, form } = PLACEHOLDERS[name];
    if (home !== section) return `${written(name)} belongs into the ${home} prompt`;
    if (form === 'block' && text.trim() !== match[0]) return `${written(name)} must stand alone on its line`;
    if (match.index > at && form === 'inline') parts.push(text.slice(at, match.index));
    parts.push({ name });
    at = match.index + match[0].length;
  }
  const rest = text.slice(at);
  if (rest !== '') parts.push(rest);
  if (parts.some((part) => typeof part === 'string' && /\{\{|\}\}/.test(part))) {
    return 'two braces that are no placeholder: write one, or put a space between them';
  }
  return parts;
}

const written = (name: string): string => `{{${name}}}`;
const namesOf = (section: PromptSection): string[] =>
  Object.entries(PLACEHOLDERS).flatMap(([name, info]) => (info.section === section ? [name] : []));
