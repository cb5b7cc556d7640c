import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { runCli } from '../../src/cli/run-cli.js';
import { ROOT } from './documents.js';

/** The words of a command line; quotation marks are taken off, `|` and `>` stand alone. */
export function words(line: string): string[] {
  return [...line.matchAll(/\s*(\||>|(?:'[^']*'|"[^"]*"|[^\s|>'"])+)/g)].map(([, word]) =>
    word!.replace(/'([^']*)'|"([^"]*)"/g, (_, single?: string, double?: string) => single ?? double ?? ''),
  );
}

export interface ShellOptions {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** What a shell of ours knows: enough for the commands that the documents quote, run against the sources as they are. */
export class Shell {
  #exitCode = 0;

  constructor(private readonly options: ShellOptions) {}

  /** What the terminal shows: stdout and stderr in the order in which they were written. */
  async run(line: string): Promise<string> {
    const [commands, file] = split(words(line));
    let input = '';
    let shown = '';
    for (const [i, command] of commands.entries()) {
      const isLast = i === commands.length - 1;
      const { out, both } = await this.one(command, input);
      if (!isLast) input = out;
      else if (file === null) shown = both;
      else await writeFile(join(this.options.cwd, file), out);
    }
    return shown;
  }

  private async one(all: readonly string[], input: string): Promise<{ out: string; both: string }> {
    const start = all.findIndex((word) => !/^[A-Z][A-Z0-9_]*=/.test(word));
    const env = Object.fromEntries(all.slice(0, start).map((word) => word.split(/=(.*)/s) as [string, string]));
    const [name, ...args] = all.slice(start);
    const plain = (out: string) => ({ out, both: out });
    switch (name) {
      case 'echo':
        return plain(`${args.join(' ').replace('$?', String(this.#exitCode))}\n`);
      case 'cat':
        return plain(await readFile(join(this.options.cwd, args[0]!), 'utf8'));
      case 'npm':
        if (args[0] !== 'start') throw new Error(`the documents' shell does not run "npm ${args.join(' ')}"`);
        return this.cli(['demo'], input, env);
      case 'llm-trading':
        return this.cli(args, input, env);
      case './check_ollama.sh':
        return plain(await this.script(name, args));
      default:
        throw new Error(`the documents' shell does not know "${name ?? ''}"`);
    }
  }

  /** As on a terminal of 100 columns without colours. */
  private async cli(
    args: readonly string[],
    input: string,
    env: Readonly<Record<string, string>>,
  ): Promise<{ out: string; both: string }> {
    let out = '';
    let both = '';
    const terminal = { isTTY: true, columns: 100 };
    this.#exitCode = await runCli(args, {
      stdout: { ...terminal, write: (text) => void ((out += text), (both += text)) },
      stderr: { ...terminal, write: (text) => void (both += text) },
      stdin: Readable.from([input]),
      env: { LANG: 'C.UTF-8', NO_COLOR: '1', ...this.options.env, ...env },
      cwd: this.options.cwd,
      platform: 'linux',
      signal: new AbortController().signal,
    });
    return { out, both };
  }

  private script(name: string, args: readonly string[]): Promise<string> {
    const env = { PATH: process.env.PATH, ...this.options.env };
    return new Promise((resolve) => {
      execFile('bash', [join(ROOT, name), ...args], { env }, (error, stdout, stderr) => {
        this.#exitCode = typeof error?.code === 'number' ? error.code : error === null ? 0 : 1;
        resolve(stdout + stderr);
      });
    });
  }
}

function split(all: readonly string[]): readonly [commands: string[][], file: string | null] {
  const redirect = all.indexOf('>');
  const commands: string[][] = [[]];
  for (const word of redirect < 0 ? all : all.slice(0, redirect)) {
    if (word === '|') commands.push([]);
    else commands.at(-1)!.push(word);
  }
  return [commands, redirect < 0 ? null : all[redirect + 1]!];
}
