import type { Command } from 'commander';
import type { Session } from './session.js';

/** What a command is built with. */
export interface CommandContext {
  readonly session: Session;
  /** Ends with this exit code once the command returns; for what is not an error, such as a failed check. */
  readonly exitWith: (code: number) => void;
}

export type CommandFactory = (context: CommandContext) => Command;
