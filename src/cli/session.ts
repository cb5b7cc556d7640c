import { languageAtStart, languageOf } from '../app/config/language.js';
import type { LoadedConfig } from '../app/config/index.js';
import type { Language } from '../report/language/catalogue.js';
import type { Translator } from '../report/language/errors/translator.js';
import type { Say } from '../report/language/say.js';
import { terminalStyle, type TerminalStyle } from '../report/terminal/style.js';
import { asTyped } from './as-typed.js';
import type { AskedSoFar } from './go-on.js';
import type { Io, OutputStream } from './io.js';

/** One run of one command: results go to stdout, everything else to stderr. */
export class Session {
  /** How far the models of this command have been asked; null while none is. */
  asked: AskedSoFar | null = null;
  /** Options of the command that runs, by the fields that they set. */
  flags: ReadonlyMap<string, string> = new Map();

  private chosenLanguage: Language | null = null;
  private translator: Translator | null = null;
  private finding: ((text: string) => string) | null = null;

  private styles: { readonly out: TerminalStyle; readonly error: TerminalStyle } | null = null;

  /** @param configFile the settings file that the command line names */
  constructor(
    readonly io: Io,
    private readonly configFile?: string,
  ) {}

  get style(): TerminalStyle {
    return this.inLanguage().out;
  }

  get say(): Say {
    return this.style.say;
  }

  get errorStyle(): TerminalStyle {
    return this.inLanguage().error;
  }

  /** The language of everything that is said to a person; what programs read is not in it. */
  get language(): Language {
    this.chosenLanguage ??= languageAtStart(this.io.env, this.io.cwd, this.configFile);
    return this.chosenLanguage;
  }

  /** Once settings are loaded theirs counts: they may come from another file. */
  speakAs({ config }: LoadedConfig): void {
    this.chosenLanguage = languageOf(config.language, this.io.env);
    this.styles = null;
  }

  private inLanguage(): { readonly out: TerminalStyle; readonly error: TerminalStyle } {
    this.styles ??= { out: this.styleOf(this.io.stdout), error: this.styleOf(this.io.stderr) };
    return this.styles;
  }

  /** Loads the words of the language, once it is known; English needs none. */
  async learnLanguage(): Promise<void> {
    if (this.language !== 'ru') {
      this.translator = null;
      this.finding = null;
      return;
    }
    const [{ russian }, { findingIn }] = await Promise.all([
      import('../report/language/errors/russian.js'),
      import('../report/language/terminal/findings.js'),
    ]);
    this.translator = russian;
    this.finding = findingIn(this.language);
  }

  /** What a part below the command line says, in the language of the session. */
  said(text: string): string {
    return this.translator?.say(text) ?? text;
  }

  private styleOf(stream: OutputStream): TerminalStyle {
    const { env, platform } = this.io;
    return terminalStyle(
      { env, platform, columns: stream.columns, isTTY: stream.isTTY === true },
      (text) => asTyped(this.said(text), this.flags),
      this.language,
      (text) => this.finding?.(text) ?? text,
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
