import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ALL_SETTINGS } from '../../src/app/config/index.js';
import { problemOf } from './commands.js';
import { anchorOf, DOCUMENTS, ROOT, type Document } from './documents.js';
import { quotedIn } from './quoted.js';

const COMMAND_SPAN =
  /^(?:[A-Z0-9_]+=\S+ )*(?:llm-trading(?:-(?!system)[a-z-]+)?|npx|npm|make|docker|bash|\.\/\S+)(?: |$)/;

/** Variables of other programs that the documents speak of. */
const FOREIGN_VARIABLES = [
  'OLLAMA_HOST',
  'OLLAMA_CONTEXT_LENGTH',
  'OLLAMA_NUM_PARALLEL',
  'OLLAMA_MAX_QUEUE',
  'OLLAMA_KEEP_ALIVE',
  'LC_ALL',
  'LC_MESSAGES',
  'NO_COLOR',
  'FORCE_COLOR',
  'HTTPS_PROXY',
  'HTTP_PROXY',
  'ALL_PROXY',
  'NO_PROXY',
];

function filesUnder(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

/** Settings, and what the tests and `.ci/run` read. */
const variables = new Set([
  ...ALL_SETTINGS.map(({ setting }) => setting.env),
  ...FOREIGN_VARIABLES,
  ...['test', '.ci', 'bench', 'vitest.config.ts'].flatMap((path) => {
    if (!existsSync(join(ROOT, path))) return [];
    const files = path.endsWith('.ts') ? [join(ROOT, path)] : filesUnder(path);
    return files.flatMap((file) =>
      [...readFileSync(file, 'utf8').matchAll(/(?:process\.env(?:\.|\[')|export )([A-Z][A-Z0-9_]+)/g)].map(
        ([, name]) => name!,
      ),
    );
  }),
]);
const keys = new Set(ALL_SETTINGS.map(({ key }) => key));

const commandsOf = ({ blocks, spans }: Document): { line: number; command: string }[] => [
  ...blocks.flatMap((block) => {
    if (block.language === 'console') return quotedIn(block).map(({ command }) => ({ line: block.line, command }));
    if (block.language !== 'bash') return [];
    return block.text
      .replace(/\\\n\s*/g, ' ')
      .split('\n')
      .filter((line) => line.trim() !== '' && !line.startsWith('#'))
      .map((command) => ({ line: block.line, command }));
  }),
  ...spans.filter(({ text }) => COMMAND_SPAN.test(text)).map(({ text, line }) => ({ line, command: text })),
];

function problemOfLink(document: Document, target: string): string | null {
  if (/^https?:\/\//.test(target)) return URL.canParse(target) ? null : 'is not an address';
  const [path = '', anchor] = target.split('#');
  const file = path === '' ? document.path : join(dirname(document.path), path);
  if (!existsSync(join(ROOT, file))) return 'leads nowhere';
  if (anchor === undefined) return null;
  const other = DOCUMENTS.find((one) => one.path === file);
  const anchors = other?.headings.map(({ title }) => anchorOf(title)) ?? [];
  return anchors.includes(decodeURIComponent(anchor)) ? null : 'names no heading';
}

/** First cells of the tables of messages. */
const messagesOf = ({ rows }: Document): string[] => {
  const messages: string[] = [];
  let inside = false;
  let width = 0;
  for (const row of rows) {
    if (['Message', 'Сообщение'].includes(row[0]!)) [inside, width] = [true, row.length];
    else if (inside && row.length === width && /^`.*…?`$/.test(row[0]!)) messages.push(row[0]!.slice(1, -1));
    else inside = false;
  }
  return messages;
};

/** What the program can say: every text of the sources, however it is broken into lines. */
const said = filesUnder('src')
  .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
  .map((file) => readFileSync(file, 'utf8'))
  .join('\n');

/** A span that is a path of the repository, such as `src/core/`; patterns and examples are not paths. */
const pathIn = (span: string): string | null =>
  /^(?:src|test|docs|scripts|examples|bench|\.ci|\.github)\/[\w./-]*$/.test(span) ? span : null;

describe.each(DOCUMENTS.map((document) => [document.path, document] as const))('%s', (_path, document) => {
  it('names commands, options, scripts, targets and services that exist', () => {
    const wrong = commandsOf(document).flatMap(({ line, command }) => {
      const problem = problemOf(command);
      return problem === null ? [] : [`${document.path}:${line} "${command}": ${problem}`];
    });
    expect(wrong).toEqual([]);
  });

  it('names variables and settings that exist', () => {
    const wrong = document.text.split('\n').flatMap((line, i) =>
      [...line.matchAll(/(?<![\w/*])[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+(?![\w*]|\.(?:ru\.)?md)/g)]
        .map(([name]) => name)
        // `BTCUSDT_240329` is a contract.
        .filter((name) => !variables.has(name) && !/^[A-Z]+USDT?_(?:\d{6}|PERP)$/.test(name))
        .map((name) => `${document.path}:${i + 1} ${name}`),
    );
    const unknownKeys = document.spans
      .filter(({ text }) => /^(?:sizing|llm|sources)(?:\.[a-z_]+)+$/.test(text) && !keys.has(text))
      .map(({ text, line }) => `${document.path}:${line} ${text}`);
    expect([...wrong, ...unknownKeys]).toEqual([]);
  });

  it('quotes messages in the words of the program', () => {
    const parts = messagesOf(document).flatMap((message) => message.split('…').filter((part) => part.length > 1));
    expect(parts.filter((part) => !said.includes(part))).toEqual([]);
  });

  it('leads to files and headings that exist', () => {
    const links = document.links.flatMap(({ target, line }) => {
      const problem = problemOfLink(document, target);
      return problem === null ? [] : [`${document.path}:${line} ${target} ${problem}`];
    });
    const paths = document.spans.flatMap(({ text, line }) => {
      const path = pathIn(text);
      return path === null || existsSync(join(ROOT, path)) ? [] : [`${document.path}:${line} ${path} is not there`];
    });
    expect([...links, ...paths]).toEqual([]);
  });
});

it('finds the documents that the sources send people to', () => {
  const files = [...filesUnder('src'), join(ROOT, 'check_ollama.sh')];
  const missing = files.flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(/docs\/(?:decisions\/[\w-]+|[A-Z_]+(?:\.ru)?)\.md(?!x)/g)]
      .filter(([path]) => !existsSync(join(ROOT, path)))
      .map(([path]) => `${file.slice(ROOT.length)}: ${path}`),
  );
  expect(missing).toEqual([]);
});

it('tells a command that exists from one that does not', () => {
  for (const command of [
    'llm-trading cycle --real-data --model llama3.2 | cat',
    'K_MAX=3 npm run --silent cli -- config show',
    'make doctor',
    'docker compose --profile test up --build test',
    'docker compose run llm-trading cycle --demo',
  ]) {
    expect(problemOf(command), command).toBeNull();
  }
  for (const command of [
    'llm-trading cycel',
    'llm-trading cycle --reel-data',
    'npm run tset',
    'make tests',
    'docker compose --profile tests up',
    'docker compose run llm-trading cycle --nothing',
    './check_olama.sh',
  ]) {
    expect(problemOf(command), command).not.toBeNull();
  }
});

describe('the pages of the dashboard', () => {
  const texts = ['web/src', 'src/report/language']
    .flatMap(filesUnder)
    // What messages say of a command is held by the sentences of the sources that they stand for.
    .filter((file) => /\.tsx?$/.test(file) && !file.includes('/language/errors/'))
    .map((file) => ({ file, text: readFileSync(file, 'utf8') }));

  it('name commands that exist', () => {
    const named = texts.flatMap(({ file, text }) =>
      [...text.matchAll(/(?:<code>|: )(llm-trading [^<']+)/g)].map(([, command]) => ({ file, command: command! })),
    );
    expect(named.length).toBeGreaterThan(2);
    expect(named.flatMap(({ file, command }) => problemOf(command)?.concat(`: ${file}`) ?? [])).toEqual([]);
  });
});
