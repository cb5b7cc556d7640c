/**
 * The import rule as a whitelist table: a room may import only what its row names.
 * A folder of src/ without a row, or an import that no row allows, fails the build.
 * Tests (*.test.ts) and fixtures are outside the table: they may reach for whatever they test.
 */
const npmTypes = ['npm', 'npm-dev', 'npm-optional', 'npm-peer'];

const { appFolders, appRooms, infraFolders, rooms, shared } = require('./scripts/import-table.cjs');

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
