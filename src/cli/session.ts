import { terminalStyle, type TerminalStyle } from '../report/terminal/style.js';
import { asTyped } from './as-typed.js';
import type { AskedSoFar } from './go-on.js';
import type { Io, OutputStream } from './io.js';

/** One run of one command: results go to stdout, everything else to stderr. */
export class Session {
  readonly style: TerminalStyle;
  readonly errorStyle: TerminalStyle;
  /** How far the models of this command have been asked; null while none is. */
  asked: AskedSoFar | null = null;
  /** Options of the command that runs, by the fields that they set. */
  flags: ReadonlyMap<string, string> = new Map();

  constructor(readonly io: Io) {
    this.style = this.styleOf(io.stdout);
    this.errorStyle = this.styleOf(io.stderr);
  }

  private styleOf(stream: OutputStream): TerminalStyle {
    const { env, platform } = this.io;
    return terminalStyle({ env, platform, columns: stream.columns, isTTY: stream.isTTY === true }, (text) =>
      asTyped(text, this.flags),
    );
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
}
