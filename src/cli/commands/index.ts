import type { CommandFactory } from '../command.js';
import { plainCommand } from '../plain-command.js';

/** What the help of the program says of a command, and where its own options and code are. */
export interface ListedCommand {
  readonly name: string;
  /** What stands behind the name, e.g. `[options] <RUN_ID...>`; of nested commands nothing. */
  readonly takes: string;
  readonly about: string;
  readonly load: () => Promise<CommandFactory>;
}

/** In the order of the help. A command's module is loaded only when the command is used: the list itself costs nothing. */
export const COMMANDS: readonly ListedCommand[] = [
  {
    name: 'demo',
    takes: '[options]',
    about: 'The whole way on generated demo data with the statistical baseline: no network, no keys, no model',
    load: async () => (await import('./demo/command.js')).demoCommand,
  },
  {
    name: 'cycle',
    takes: '[options]',
    about: 'The whole way once: market, snapshot, prompt, model, regime, position size, recommendation',
    load: async () => (await import('./cycle/command.js')).cycleCommand,
  },
  {
    name: 'snapshot',
    takes: '[options]',
    about: 'Collect a market snapshot and show every field with its age',
    load: async () => {
      const { SNAPSHOT_OPTIONS } = await import('./snapshot/options.js');
      return plainCommand('snapshot', SNAPSHOT_OPTIONS, async () => (await import('./snapshot/run.js')).runSnapshot);
    },
  },
  {
    name: 'prompt',
    takes: '[options]',
    about: 'Print the two prompts a model would get for a snapshot; or work with prompt files',
    load: async () => (await import('./prompt/command.js')).promptCommand,
  },
  {
    name: 'size',
    takes: '[options]',
    about: 'Turn a regime into a position size. What the regime leaves out counts as neutral.',
    load: async () => {
      const { SIZE_OPTIONS } = await import('./size/options.js');
      return plainCommand('size', SIZE_OPTIONS, async () => (await import('./size/run.js')).runSize);
    },
  },
  {
    name: 'data',
    takes: '',
    about: 'Bars for backtests: download, import, list, check, resample',
    load: async () => (await import('./data/command.js')).dataCommand,
  },
  {
    name: 'observations',
    takes: '',
    about: 'History for measurement: every value with the moment it speaks of and the moment it could be known',
    load: async () => (await import('./observations/command.js')).observationsCommand,
  },
  {
    name: 'snapshots',
    takes: '',
    about: 'Snapshots of the past: build them from stored observations, export archived ones',
    load: async () => (await import('./snapshots/command.js')).snapshotsCommand,
  },
  {
    name: 'strategy',
    takes: '',
    about: 'List the strategies, or write one of your own',
    load: async () => (await import('./strategy/command.js')).strategyCommand,
  },
  {
    name: 'compare',
    takes: '[options] <RUN_ID...>',
    about: 'Set backtests side by side: measures, costs, settings that differ, equity in one chart',
    load: async () => (await import('./compare/command.js')).compareCommand,
  },
  {
    name: 'backtest',
    takes: '[options]',
    about: 'Run a strategy over bars, and write the result, its tables and a report',
    load: async () => (await import('./backtest/command.js')).backtestCommand,
  },
  {
    name: 'lookahead',
    takes: '[options]',
    about: 'Check that no decision of a strategy depends on bars that had not happened yet',
    load: async () => (await import('./lookahead/command.js')).lookaheadCommand,
  },
  {
    name: 'replay-exchange',
    takes: '[options]',
    about: 'Serve recorded bars as an exchange on this machine, in Binance’s words: to rehearse what trades live',
    load: async () => (await import('./replay-exchange/command.js')).replayExchangeCommand,
  },
  {
    name: 'runs',
    takes: '',
    about: 'The runs of backtests: list them, show one, clear old ones away',
    load: async () => (await import('./runs/command.js')).runsCommand,
  },
  {
    name: 'paper',
    takes: '[options]',
    about: 'Trade on paper, bar by bar, with a journal that a crash cannot hurt',
    load: async () => (await import('./paper/command.js')).paperCommand,
  },
  {
    name: 'live',
    takes: '[options]',
    about: 'Trade at Binance: in its demo trading, on a replay exchange, or, where it is asked for, with real money',
    load: async () => (await import('./live/command.js')).liveCommand,
  },
  {
    name: 'sessions',
    takes: '',
    about: 'Trading sessions: list and show them, stop them, and the kill switch',
    load: async () => (await import('./sessions/command.js')).sessionsCommand,
  },
  {
    name: 'status',
    takes: '[options] [SESSION]',
    about: 'Watch one session, or all: price, opinion, position, stop, next decision, budget, what went wrong',
    load: async () => (await import('./status/command.js')).statusCommand,
  },
  {
    name: 'serve',
    takes: '[options]',
    about: 'Open the dashboard in a browser: what is believed and why, how good it has been, what is held; and stop it',
    load: async () => {
      const { SERVE_OPTIONS } = await import('./serve/options.js');
      return plainCommand('serve', SERVE_OPTIONS, async () => (await import('./serve/run.js')).runServe);
    },
  },
  {
    name: 'explain',
    takes: '[options] <SESSION>',
    about: 'Set a session against the backtest of its own bars: what latency, slippage, data and the model came to',
    load: async () => (await import('./explain/command.js')).explainCommand,
  },
  {
    name: 'trials',
    takes: '[options]',
    about: 'List every backtest that was tried, given up ones included: what a good one is to be judged by',
    load: async () => {
      const { TRIALS_OPTIONS } = await import('./trials/options.js');
      return plainCommand('trials', TRIALS_OPTIONS, async () => (await import('./trials/run.js')).runTrials);
    },
  },
  {
    name: 'evaluate',
    takes: '[options]',
    about: 'Say whether a model’s probabilities mean anything, beside baselines, and what may be traded on them',
    load: async () => (await import('./evaluate/command.js')).evaluateCommand,
  },
  {
    name: 'ledger',
    takes: '',
    about: 'The recorded model calls: look at them, move them, count their cost',
    load: async () => (await import('./ledger/command.js')).ledgerCommand,
  },
  {
    name: 'journal',
    takes: '',
    about: 'The journal of a trading session, which holds everything that it did: check it, look at it, export it',
    load: async () => (await import('./journal/command.js')).journalCommand,
  },
  {
    name: 'models',
    takes: '[options]',
    about: 'List the models of the configured servers, and talk to some of them',
    load: async () => {
      const { MODELS_OPTIONS } = await import('./models/options.js');
      return plainCommand('models', MODELS_OPTIONS, async () => (await import('./models/run.js')).runModels);
    },
  },
  {
    name: 'doctor',
    takes: '[options]',
    about:
      'Check this machine, the settings, every source, the models and the clocks, and say how to repair what is wrong',
    load: async () => {
      const { DOCTOR_OPTIONS } = await import('./doctor/options.js');
      return plainCommand('doctor', DOCTOR_OPTIONS, async () => (await import('./doctor/run.js')).doctor);
    },
  },
  {
    name: 'test-ollama',
    takes: '[options]',
    about: 'Check that Ollama is there, has the model and answers it: a short question, and its answer',
    load: async () => {
      const { TEST_OLLAMA_OPTIONS } = await import('./test-ollama/options.js');
      return plainCommand(
        'test-ollama',
        TEST_OLLAMA_OPTIONS,
        async () => (await import('./test-ollama/run.js')).runTestOllama,
      );
    },
  },
  {
    name: 'config',
    takes: '',
    about: 'Show the settings, write a settings file, print its schema',
    load: async () => (await import('./config/command.js')).configCommand,
  },
  {
    name: 'completion',
    takes: '<shell>',
    about: 'Print a script that completes llm-trading in your shell',
    load: async () => (await import('./completion/command.js')).completionCommand,
  },
];
