import type { CommandFactory } from '../command.js';
import { backtestCommand } from './backtest/command.js';
import { compareCommand } from './compare/command.js';
import { completionCommand } from './completion/command.js';
import { configCommand } from './config/command.js';
import { cycleCommand } from './cycle/command.js';
import { dataCommand } from './data/command.js';
import { demoCommand } from './demo/command.js';
import { doctorCommand } from './doctor/command.js';
import { evaluateCommand } from './evaluate/command.js';
import { ledgerCommand } from './ledger/command.js';
import { lookaheadCommand } from './lookahead/command.js';
import { modelsCommand } from './models/command.js';
import { observationsCommand } from './observations/command.js';
import { promptCommand } from './prompt/command.js';
import { runsCommand } from './runs/command.js';
import { sizeCommand } from './size/command.js';
import { snapshotCommand } from './snapshot/command.js';
import { snapshotsCommand } from './snapshots/command.js';
import { strategyCommand } from './strategy/command.js';
import { trialsCommand } from './trials/command.js';
import { testOllamaCommand } from './test-ollama/command.js';

/** In the order of the help. */
export const COMMANDS: readonly CommandFactory[] = [
  demoCommand,
  cycleCommand,
  snapshotCommand,
  promptCommand,
  sizeCommand,
  dataCommand,
  observationsCommand,
  snapshotsCommand,
  strategyCommand,
  compareCommand,
  backtestCommand,
  lookaheadCommand,
  runsCommand,
  trialsCommand,
  evaluateCommand,
  ledgerCommand,
  modelsCommand,
  doctorCommand,
  testOllamaCommand,
  configCommand,
  completionCommand,
];
