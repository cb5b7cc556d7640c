import type { CommandFactory } from '../command.js';
import { completionCommand } from './completion/command.js';
import { configCommand } from './config/command.js';
import { doctorCommand } from './doctor/command.js';
import { promptCommand } from './prompt/command.js';
import { sizeCommand } from './size/command.js';
import { snapshotCommand } from './snapshot/command.js';

/** In the order of the help. */
export const COMMANDS: readonly CommandFactory[] = [
  snapshotCommand,
  promptCommand,
  sizeCommand,
  doctorCommand,
  configCommand,
  completionCommand,
];
