/** Which part of src/ may import which: read by `.dependency-cruiser.cjs`, and by the test of docs/ARCHITECTURE.md. */

/** room -> [rooms it may import], [npm packages], whether Node's own modules are allowed. */
const rooms = {
  core: { rooms: [], npm: ['zod'], node: false },
  strategies: { rooms: ['core'], npm: ['zod', 'yaml', 'trading-signals'], node: false },
  engine: { rooms: ['core', 'strategies'], npm: ['zod'], node: false },
  evaluation: { rooms: ['core', 'strategies', 'engine'], npm: ['zod'], node: false },
  contract: { rooms: ['core', 'evaluation'], npm: ['zod'], node: false },
  sweeps: { rooms: ['core', 'strategies', 'engine'], npm: ['zod'], node: false },
  live: { rooms: ['core', 'strategies', 'engine'], npm: ['zod', 'decimal.js'], node: false },
  report: { rooms: ['core', 'engine', 'evaluation', 'contract'], npm: 'any', node: true },
  cli: { rooms: ['core', 'contract', 'app', 'report', 'server'], npm: 'any', node: true },
  server: { rooms: ['core', 'contract', 'app', 'report'], npm: 'any', node: true },
};

/** What every folder of app may import beside folders of app. */
const appRooms = ['core', 'strategies', 'engine', 'evaluation', 'contract', 'sweeps', 'live', 'infra', 'report'];

/** Folder of app -> the folders of app that it may import. No arrow leads back: the order is that of the list. */
const appFolders = {
  config: [],
  runtime: ['config'],
  data: ['config', 'runtime'],
  observations: ['config', 'runtime', 'data'],
  snapshots: ['runtime', 'observations'],
  inputs: ['config', 'runtime', 'data', 'observations'],
  decisions: [],
  prompts: ['runtime'],
  strategies: [],
  'strategy-template': ['strategies'],
  runs: ['runtime'],
  journal: ['runtime'],
  evaluations: ['runtime', 'runs'],
  models: ['config', 'runtime', 'data', 'observations', 'snapshots', 'inputs', 'decisions', 'prompts', 'evaluations'],
  ledger: ['runtime', 'models'],
  earned: ['runtime', 'decisions', 'runs', 'evaluations', 'models'],
  cycle: ['config', 'runtime', 'inputs', 'prompts', 'snapshots', 'models', 'earned'],
  outcomes: ['runtime', 'observations', 'prompts', 'ledger', 'earned', 'cycle'],
  backtest: ['config', 'runtime', 'data', 'inputs', 'decisions', 'prompts', 'strategies', 'runs', 'models', 'earned'],
  evaluate: ['config', 'runtime', 'data', 'inputs', 'decisions', 'prompts', 'evaluations', 'models', 'ledger'],
  'forward-test': ['config', 'runtime', 'decisions', 'prompts', 'models', 'ledger', 'evaluate'],
  compare: ['config', 'runs'],
  doctor: ['config', 'runtime', 'observations', 'snapshots', 'models'],
  live: [
    'config',
    'runtime',
    'data',
    'snapshots',
    'inputs',
    'decisions',
    'journal',
    'strategies',
    'models',
    'earned',
    'backtest',
    'evaluate',
    'forward-test',
  ],
  'replay-exchange': ['config', 'runtime', 'data', 'inputs'],
  library: ['config', 'runtime', 'snapshots', 'models', 'backtest', 'evaluate'],
};

/** Folders of infra stand alone; http, log and packages are those that the others may use. */
const infraFolders = [
  'http',
  'log',
  'packages',
  'llm',
  'sources',
  'store',
  'exchanges',
  'runners',
  'notify',
  'telemetry',
];

/** What every folder of infra may use, and that uses none. */
const shared = ['log', 'packages'];

module.exports = { appFolders, appRooms, infraFolders, rooms, shared };
