import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import type { Command } from 'commander';
import { parse } from 'yaml';
import { completableCommands } from '../../src/cli/completion/tree.js';
import { buildProgram } from '../../src/cli/program.js';
import { Session } from '../../src/cli/session.js';
import { ROOT } from './documents.js';
import { words } from './shell.js';

const text = (path: string): string => readFileSync(join(ROOT, path), 'utf8');
const manifest = JSON.parse(text('package.json')) as { scripts: Record<string, string>; bin: Record<string, string> };
const targets = new Set([...text('Makefile').matchAll(/^([a-z-]+):/gm)].map(([, name]) => name!));
const compose = parse(text('docker-compose.yml')) as { services: Record<string, { profiles?: string[] }> };
const profiles = new Set(Object.values(compose.services).flatMap((service) => service.profiles ?? []));

const nothing = { write: () => true };
const session = new Session({
  stdout: nothing,
  stderr: nothing,
  stdin: Readable.from([]),
  env: {},
  cwd: ROOT,
  platform: 'linux',
  signal: new AbortController().signal,
});
const program = await buildProgram(session, () => undefined);

/** The console commands that are one command of the program. */
const ALIASES: Readonly<Record<string, string>> = {
  'llm-trading-cli': 'cycle',
  'llm-trading-check-deps': 'doctor',
  'llm-trading-test-ollama': 'test-ollama',
};

const isPlaceholder = (word: string): boolean => /^[A-Z[<…]/.test(word);

function problemOfCli(args: readonly string[]): string | null {
  let command: Command = program;
  let mayDescend = true;
  for (const [i, word] of args.entries()) {
    if (/^-[^\d]/.test(word)) {
      const name = word.split('=')[0]!;
      const known = command.options.some(({ long, short }) => long === name || short === name);
      if (!known && !['--help', '-h'].includes(name)) return `"${args.slice(0, i).join(' ')}" has no option ${name}`;
      mayDescend = false;
      continue;
    }
    if (!mayDescend || isPlaceholder(word)) continue;
    const child = command.commands.find((one) => one.name() === word);
    if (child !== undefined) command = child;
    else if (command.commands.length > 0 && word !== 'help') return `there is no command "${word}"`;
    else mayDescend = false;
  }
  return null;
}

function problemOfNpm([verb, ...rest]: readonly string[]): string | null {
  if (verb === 'start' || verb === 'test') return null;
  if (verb !== 'run')
    return ['ci', 'link', 'install', 'pack'].includes(verb ?? '') ? null : `npm ${verb ?? ''} is not ours`;
  const [name, ...args] = rest.filter((word) => word !== '--silent');
  if (manifest.scripts[name ?? ''] === undefined) return `package.json has no script "${name ?? ''}"`;
  return name === 'cli' ? problemOfCli(args.filter((word) => word !== '--')) : null;
}

function problemOfCompose(args: readonly string[]): string | null {
  for (const [i, word] of args.entries()) {
    if (args[i - 1] === '--profile') {
      if (!profiles.has(word)) return `docker-compose.yml has no profile "${word}"`;
    } else if (!word.startsWith('-') && !['up', 'run', 'build', 'down', 'logs'].includes(word)) {
      // The first word is the service; what follows it is for the program.
      return word in compose.services ? problemOfCli(args.slice(i + 1)) : `docker-compose.yml has no service "${word}"`;
    }
  }
  return null;
}

/** Programs of others, which the documents may name without a check. */
const FOREIGN = new Set(['cd', 'cp', 'curl', 'git', 'ollama', 'systemctl', 'sudo', 'echo', 'cat', 'export', 'source']);

/** Why a command line cannot work as it is written, or null. */
export function problemOf(line: string): string | null {
  for (const part of line.replace(/\s>\s\S+$/, '').split(/\s(?:\||&&|;)\s/)) {
    const all = words(part);
    const start = all.findIndex((word) => !/^[A-Z][A-Z0-9_]*=/.test(word));
    const [name = '', ...args] = all.slice(Math.max(0, start));
    const problem = problemOfOne(name, args);
    if (problem !== null) return problem;
  }
  return null;
}

function problemOfOne(name: string, args: readonly string[]): string | null {
  if (name in manifest.bin) return problemOfCli(name in ALIASES ? [ALIASES[name]!, ...args] : args);
  switch (name) {
    case 'npx':
      if (args[0] === 'llm-trading') return problemOfCli(args.slice(1));
      if (args[0] === 'vitest') return missingPath(args.slice(2).filter((word) => word.includes('/')));
      return `npx ${args[0] ?? ''} is not ours`;
    case 'npm':
      return problemOfNpm(args);
    case 'make':
      return args.every((word) => targets.has(word)) ? null : `the Makefile has no target "${args.join(' ')}"`;
    case 'docker':
      return args[0] === 'compose' ? problemOfCompose(args.slice(1)) : null;
    case 'bash':
      return missingPath(args.slice(0, 1));
    case 'node':
      return missingPath(args.slice(0, 1)) ?? problemOfScript(args);
    default:
      if (name.startsWith('./') || name.startsWith('.ci/')) return missingPath([name]);
      return FOREIGN.has(name) || existsSync(join(ROOT, name)) ? null : `"${name}" is not a command that is known here`;
  }
}

/** A script of ours spells its options out in its usage. */
function problemOfScript([path = '', ...args]: readonly string[]): string | null {
  const unknown = args.find((word) => word.startsWith('--') && !text(path).includes(word));
  return unknown === undefined ? null : `${path} has no option ${unknown}`;
}

function missingPath(paths: readonly string[]): string | null {
  const missing = paths.find((path) => !existsSync(join(ROOT, path)));
  return missing === undefined ? null : `there is no ${missing}`;
}

/** Long options of every command by its path, e.g. `data fetch`; the longest path first. */
export function optionsByCommand(): Map<string, readonly string[]> {
  const all = completableCommands(program)
    .filter(({ path }) => path.length > 0)
    .map(({ path, options }): [string, readonly string[]] => [path.join(' '), options.map(({ flag }) => flag)]);
  return new Map(all.sort(([a], [b]) => b.length - a.length));
}
