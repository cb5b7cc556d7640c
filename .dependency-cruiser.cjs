/**
 * The import rule as a whitelist table: a room may import only what its row names.
 * A folder of src/ without a row, or an import that no row allows, fails the build.
 * Tests (*.test.ts) and fixtures are outside the table: they may reach for whatever they test.
 */
const npmTypes = ['npm', 'npm-dev', 'npm-optional', 'npm-peer'];

/** room -> [rooms it may import], [npm packages], whether Node's own modules are allowed. */
const rooms = {
  core: { rooms: [], npm: ['zod'], node: false },
  strategies: { rooms: ['core'], npm: ['zod', 'yaml', 'trading-signals'], node: false },
  engine: { rooms: ['core', 'strategies'], npm: ['zod'], node: false },
  evaluation: { rooms: ['core', 'strategies', 'engine'], npm: ['zod'], node: false },
  sweeps: { rooms: ['core', 'strategies', 'engine'], npm: ['zod'], node: false },
  live: { rooms: ['core', 'strategies', 'engine'], npm: ['zod', 'decimal.js', 'croner'], node: false },
  report: { rooms: ['core', 'engine', 'evaluation'], npm: 'any', node: true },
  cli: { rooms: ['core', 'app', 'report'], npm: 'any', node: true },
  server: { rooms: ['core', 'app', 'report'], npm: 'any', node: true },
};

/** What every folder of app may import beside folders of app. */
const appRooms = ['core', 'strategies', 'engine', 'evaluation', 'sweeps', 'live', 'infra', 'report'];

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
  evaluations: ['runtime', 'runs'],
  models: ['config', 'runtime', 'data', 'observations', 'snapshots', 'inputs', 'decisions', 'prompts', 'evaluations'],
  ledger: ['runtime', 'models'],
  earned: ['runtime', 'decisions', 'runs', 'evaluations', 'models'],
  cycle: ['config', 'runtime', 'inputs', 'prompts', 'snapshots', 'models', 'earned'],
  backtest: ['config', 'runtime', 'inputs', 'decisions', 'prompts', 'strategies', 'runs', 'models', 'earned'],
  evaluate: ['config', 'runtime', 'data', 'inputs', 'decisions', 'prompts', 'evaluations', 'models', 'ledger'],
  'forward-test': ['config', 'runtime', 'decisions', 'prompts', 'models', 'ledger', 'evaluate'],
  compare: ['config', 'runs'],
  doctor: ['config', 'runtime', 'snapshots', 'models'],
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

const npmPath = (names) => (names === 'any' ? 'node_modules/' : `node_modules/(${names.join('|')})/`);

const allowed = [
  { from: { path: '^src/index\\.ts$' }, to: { path: '^src/(core|app|engine|strategies|evaluation|infra)/' } },
  ...Object.entries(rooms).flatMap(([room, rule]) => {
    const from = { path: `^src/${room}/` };
    const own = [{ from, to: { path: `^src/(${[room, ...rule.rooms].join('|')})/` } }];
    if (rule.npm === 'any' || rule.npm.length > 0)
      own.push({ from, to: { path: npmPath(rule.npm), dependencyTypes: npmTypes } });
    if (rule.node) own.push({ from, to: { dependencyTypes: ['core'] } });
    return own;
  }),
  ...Object.entries(appFolders).flatMap(([folder, folders]) => {
    const from = { path: `^src/app/${folder}/` };
    return [
      { from, to: { path: `^src/(${appRooms.join('|')})/` } },
      { from, to: { path: `^src/app/(${[folder, ...folders].join('|')})/` } },
      { from, to: { path: npmPath('any'), dependencyTypes: npmTypes } },
      { from, to: { dependencyTypes: ['core'] } },
    ];
  }),
  ...infraFolders.flatMap((folder) => {
    const from = { path: `^src/infra/${folder}/` };
    const neighbours =
      folder === 'http' ? [folder, 'log'] : shared.includes(folder) ? [folder] : [folder, 'http', ...shared];
    return [
      { from, to: { path: `^src/(core/|infra/(${neighbours.join('|')})/)` } },
      { from, to: { path: 'node_modules/', dependencyTypes: npmTypes } },
      { from, to: { dependencyTypes: ['core'] } },
    ];
  }),
];

module.exports = {
  forbidden: [
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    { name: 'not-to-unresolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
    {
      name: 'not-to-dev-dep',
      severity: 'error',
      from: {},
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only', 'npm-optional', 'npm-peer'] },
    },
  ],
  allowed,
  allowedSeverity: 'error',
  options: {
    exclude: { path: '\\.test\\.ts$|/fixtures/' },
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'] },
  },
};
