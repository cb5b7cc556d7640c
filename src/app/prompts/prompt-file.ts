import { LineCounter, parseDocument } from 'yaml';
import { z } from 'zod';
import { InputError } from '../../core/errors.js';
import { ANSWER_FORM_IDS } from '../../core/regime/answer-form.js';
import { compilePrompt, type Prompt, type PromptTemplate } from '../../core/prompts/template.js';

/** Small letters, digits and hyphens: an id is a file name on every system, and part of an answer's identity. */
export const PROMPT_ID_PATTERN = /^[a-z0-9][a-z0-9-]{0,59}$/;

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const isDay = (text: string): boolean => DAY.test(text) && new Date(`${text}T00:00:00Z`).toISOString().startsWith(text);

const frontMatterSchema = z.strictObject({
  id: z.string().regex(PROMPT_ID_PATTERN, 'must be small letters, digits and hyphens'),
  created_at: z.string().refine((text) => DAY.test(text) && !Number.isNaN(Date.parse(text)) && isDay(text), {
    error: 'must be the UTC day the prompt was written, e.g. 2026-01-31',
  }),
  description: z.string().min(1).max(200),
  answer_form: z.enum(ANSWER_FORM_IDS, { error: `must be ${ANSWER_FORM_IDS.join(' or ')}` }).optional(),
});

interface Section {
  readonly text: string;
  /** Line of the file on which the text begins, from 1. */
  readonly line: number;
}

/**
 * A prompt from its Markdown file: front matter between `---` lines, then `## System` and `## User`.
 * @param name as the file is called in messages
 * @throws InputError naming the line
 */
export function parsePromptFile(text: string, name: string): Prompt {
  const lines = text.replace(/^\ufeff/, '').split(/\r?\n/);
  const wrong = (line: number, problem: string): InputError =>
    new InputError('prompt.file', `${name}:${line}: ${problem}.`, { where: `${name}:${line}` });

  const end = lines.indexOf('---', 1);
  if (lines[0] !== '---' || end < 0) {
    throw wrong(1, 'a prompt begins with its front matter, between two lines of ---: id, created_at, description');
  }
  const header = frontMatterOf(lines.slice(1, end).join('\n'), wrong);
  const sections = sectionsOf(lines, end + 1, wrong);
  const [system, user] = [sections.get('System'), sections.get('User')];
  if (system === undefined || user === undefined) {
    throw wrong(lines.length, `the section "## ${system === undefined ? 'System' : 'User'}" is missing`);
  }
  const prompt = compilePrompt({ ...header, system: system.text, user: user.text });
  if (!('problem' in prompt)) return prompt;
  const home = prompt.section === 'system' ? system : user;
  throw wrong(home.line + prompt.line - 1, prompt.problem);
}

function frontMatterOf(
  text: string,
  wrong: (line: number, problem: string) => InputError,
): Pick<PromptTemplate, 'id' | 'created_at' | 'description' | 'answer_form'> {
  const counter = new LineCounter();
  // As text: a bare date is a date to some readers of YAML.
  const document = parseDocument(text, { lineCounter: counter, schema: 'failsafe' });
  const [error] = document.errors;
  if (error !== undefined) {
    throw wrong((error.linePos?.[0].line ?? 1) + 1, `the front matter is not YAML (${error.message.split('\n')[0]})`);
  }
  const parsed = frontMatterSchema.safeParse(document.toJS() ?? {});
  if (parsed.success) {
    const { answer_form, ...rest } = parsed.data;
    return answer_form === undefined ? rest : { ...rest, answer_form };
  }
  const issue = parsed.error.issues[0]!;
  const key = issue.code === 'unrecognized_keys' ? issue.keys[0]! : String(issue.path[0] ?? '');
  const at = text.split('\n').findIndex((line) => line.startsWith(`${key}:`));
  const said =
    issue.code === 'unrecognized_keys'
      ? `there is no field ${key} (there are id, created_at, description, answer_form)`
      : `${key}: ${issue.message}`;
  throw wrong(at < 0 ? 1 : at + 2, said);
}

const HEADING = /^## +(.*?)\s*$/;

function sectionsOf(
  lines: readonly string[],
  from: number,
  wrong: (line: number, problem: string) => InputError,
): ReadonlyMap<string, Section> {
  const starts: { readonly name: string; readonly heading: number }[] = [];
  for (let i = from; i < lines.length; i++) {
    const name = HEADING.exec(lines[i]!)?.[1];
    if (name === 'System' || name === 'User') {
      if (starts.some((one) => one.name === name)) throw wrong(i + 1, `the section "## ${name}" is there twice`);
      starts.push({ name, heading: i });
    } else if (starts.length === 0 && lines[i]!.trim() !== '') {
      throw wrong(i + 1, 'nothing may stand before "## System": what a model is sent belongs into a section');
    }
  }
  return new Map(
    starts.map(({ name, heading }, k) => {
      const until = starts[k + 1]?.heading ?? lines.length;
      let first = heading + 1;
      while (first < until && lines[first]!.trim() === '') first++;
      return [name, { text: lines.slice(first, until).join('\n').trimEnd(), line: first + 1 }];
    }),
  );
}

/** A prompt as its file. */
export function promptFileText(prompt: PromptTemplate): string {
  const { id, created_at, description, answer_form = 'document-1', system, user } = prompt;
  return `---
id: ${id}
created_at: ${created_at}
description: ${JSON.stringify(description)}
answer_form: ${answer_form}
---

## System

${system}

## User

${user}
`;
}
