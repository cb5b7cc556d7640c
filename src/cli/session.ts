import { loadConfig, type FlagValue, type LoadedConfig } from '../app/config/index.js';
import { warningList } from '../report/terminal/index.js';
import { terminalStyle, type TerminalStyle } from '../report/terminal/index.js';
import type { AskedSoFar } from './go-on.js';
import type { Io, OutputStream } from './io.js';

/** One run of one command: results go to stdout, everything else to stderr. */
export class Session {
  readonly style: TerminalStyle;
  readonly errorStyle: TerminalStyle;
  /** How far the models of this command have been asked; null while none is. */
  asked: AskedSoFar | null = null;

  constructor(readonly io: Io) {
    this.style = this.styleOf(io.stdout);
    this.errorStyle = this.styleOf(io.stderr);
  }

  private styleOf(stream: OutputStream): TerminalStyle {
    const { env, platform } = this.io;
    return terminalStyle({ env, platform, columns: stream.columns, isTTY: stream.isTTY === true });
  }

  /** A result for a person or a file. */
  print(text: string): void {
    this.io.stdout.write(text.endsWith('\n') ? text : `${text}\n`);
  }

  /** A result for a program: exactly one JSON document. */
  printJson(document: unknown): void {
    this.io.stdout.write(`${JSON.stringify(document, null, 2)}\n`);
  }

  note(text: string): void {
    this.io.stderr.write(`${text}\n`);
  }

  warn(warnings: readonly string[]): void {
    const text = warningList(warnings, this.errorStyle);
    if (text !== null) this.note(text);
  }

  /** Loads the configuration with the options given to the command; what looks like a mistake goes to stderr. */
  load(flags: Readonly<Record<string, FlagValue | undefined>> = {}, file?: string): LoadedConfig {
    const { env, cwd } = this.io;
    const loaded = loadConfig({ flags, env, cwd, ...(file === undefined ? {} : { file }) });
    this.warn(loaded.warnings);
    return loaded;
  }
}
