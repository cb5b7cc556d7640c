import type { CommandFactory } from '../command.js';
import { backtestCommand } from './backtest/command.js';
import { compareCommand } from './compare/command.js';
import { completionCommand } from './completion/command.js';
import { configCommand } from './config/command.js';
import { cycleCommand } from './cycle/command.js';
import { dataCommand } from './data/command.js';
import { demoCommand } from './demo/command.js';
import { doctorCommand } from './doctor/command.js';
import { lookaheadCommand } from './lookahead/command.js';
import { modelsCommand } from './models/command.js';
import { promptCommand } from './prompt/command.js';
import { sizeCommand } from './size/command.js';
import { snapshotCommand } from './snapshot/command.js';
import { strategyCommand } from './strategy/command.js';
import { testOllamaCommand } from './test-ollama/command.js';

/** In the order of the help. */
export const COMMANDS: readonly CommandFactory[] = [
  demoCommand,
  cycleCommand,
  snapshotCommand,
  promptCommand,
  sizeCommand,
  dataCommand,
  strategyCommand,
  compareCommand,
  backtestCommand,
  lookaheadCommand,
  modelsCommand,
  doctorCommand,
  testOllamaCommand,
  configCommand,
  completionCommand,
];
