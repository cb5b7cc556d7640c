import type { CommandFactory } from '../command.js';
import { completionCommand } from './completion/command.js';
import { configCommand } from './config/command.js';
import { sizeCommand } from './size/command.js';

/** In the order of the help. */
export const COMMANDS: readonly CommandFactory[] = [sizeCommand, configCommand, completionCommand];
