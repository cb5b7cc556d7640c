import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { FieldReader, SnapshotField } from '../../src/core/market-snapshot/fields/snapshot-field.js';
import type { Observation } from '../../src/core/observation.js';
import { doubleName } from './source-doubles.js';

/** A folder that holds `src`, `test` and documents: the repository, or a copy of it. */
class Tree {
  constructor(readonly root: string) {}

  text = (path: string): string =>
    existsSync(join(this.root, path)) ? readFileSync(join(this.root, path), 'utf8') : '';

  names = (path: string): string[] => readdirSync(join(this.root, path)).sort();

  /** Whether a test below a folder, or in it, holds a text. */
  isTested = (folder: string, text: string): boolean =>
    readdirSync(join(this.root, folder), { recursive: true, withFileTypes: true }).some(
      (entry) =>
        entry.name.endsWith('.test.ts') && readFileSync(join(entry.parentPath, entry.name), 'utf8').includes(text),
    );

  /** What a module of the tree exports. */
  load = async <T>(path: string): Promise<T> => (await import(/* @vite-ignore */ join(this.root, path))) as T;
}

/** Modules of a folder, files and folders alike: `fear-greed`, `rss`. */
const modulesOf = (tree: Tree, folder: string, others: readonly string[]): { name: string; imported: string }[] =>
  tree
    .names(folder)
    .filter((name) => !name.endsWith('.test.ts') && !others.includes(name))
    .map((name) =>
      name.endsWith('.ts')
        ? { name, imported: `/${basename(name, '.ts')}.js'` }
        : { name, imported: `/${name}/index.js'` },
    );

/** Files that one imports and that are not there: nothing else can be asked of it then. */
function missingImports(tree: Tree, file: string): string[] {
  const folder = file.slice(0, file.lastIndexOf('/'));
  const imported = [...tree.text(file).matchAll(/(?:from|import\() ?'(\.[^']+)\.js'/g)].map(([, path]) =>
    join(folder, `${path!}.ts`),
  );
  return imported
    .filter((path) => !existsSync(join(tree.root, path)))
    .map((path) => `${path} is missing, which ${file} imports`);
}

async function sources(tree: Tree): Promise<string[]> {
  const folder = 'src/infra/sources';
  const modules = modulesOf(tree, folder, ['index.ts', 'shared', 'demo']);
  const list = tree.text(`${folder}/index.ts`);
  const unlisted = modules.filter(({ imported }) => !list.includes(imported));
  const untested = modules.filter(({ name }) =>
    name.endsWith('.ts')
      ? tree.text(`${folder}/${name.replace('.ts', '.test.ts')}`) === ''
      : !tree.isTested(`${folder}/${name}`, 'import'),
  );
  const gone = missingImports(tree, `${folder}/index.ts`);
  if (gone.length > 0) return gone;
  interface Listed {
    readonly SOURCES: readonly {
      readonly id: string;
      readonly lags: readonly { readonly series: readonly string[] }[];
    }[];
  }
  const { SOURCES } = await tree.load<Listed>(`${folder}/index.ts`);
  const { SERIES } = await tree.load<{
    readonly SERIES: Readonly<Record<string, { readonly about: keyof typeof TABLE_OF } | undefined>>;
  }>('src/core/series.ts');
  const { FIELD_LIST } = await tree.load<{ readonly FIELD_LIST: readonly { readonly field: SnapshotField }[] }>(
    'src/core/market-snapshot/fields/index.ts',
  );
  const delivered = SOURCES.flatMap(({ id, lags }) =>
    lags.flatMap(({ series }) => series.map((name) => ({ id, name }))),
  );
  const unknown = delivered.filter(({ name }) => SERIES[name] === undefined);
  if (unknown.length > 0)
    return unknown.map(({ id, name }) => `src/core/series.ts has no series ${name}, which the source ${id} delivers`);
  const read = new Set(FIELD_LIST.flatMap(({ field }) => seriesReadBy(field)));
  return [
    ...unlisted.map(({ name }) => `${folder}/index.ts does not list ${folder}/${name}`),
    ...untested.map(
      ({ name }) => `${folder}/${name.replace(/\.ts$/, '.test.ts')} is missing: a source has a test beside it`,
    ),
    ...SOURCES.filter(({ id }) => !tree.text(`test/servers/${doubleName(id)}.ts`).includes('sourceDouble')).map(
      ({ id }) => `test/servers/${doubleName(id)}.ts is missing, or exports no sourceDouble`,
    ),
    ...Object.keys(SERIES)
      .filter((series) => !delivered.some(({ name }) => name === series))
      .map((series) => `no source of ${folder}/index.ts delivers the series ${series}`),
    // Bars and news are read for several fields at once, by the builder itself.
    ...delivered
      .filter(({ name }) => !read.has(name) && !['bar_1h', 'news'].includes(name))
      .map(
        ({ name }) =>
          `no field reads the series ${name}: add a row to src/core/market-snapshot/fields/${TABLE_OF[SERIES[name]!.about]}, or another table there`,
      ),
  ];
}

/** The table in which the fields of a series usually stand, by what it is about. */
const TABLE_OF = { pair: 'market.ts', asset: 'onchain.ts', bitcoin: 'onchain.ts', market: 'macro.ts' } as const;

/** The series that a field looks for: once where there is nothing, so that what stands behind the first is asked too, once where there is. */
function seriesReadBy(field: SnapshotField): string[] {
  const asked = new Set<string>();
  for (const value of [null, 1]) {
    const row = (series: string): Observation =>
      ({ series, symbol: 'BTC', value, observed_at: 0, available_at: 0, source: 'x', retrieved_at: 0 }) as Observation;
    const note = (series: string): string => {
      asked.add(series);
      return series;
    };
    const index = {
      latest: (series: string) => (value === null ? (note(series), undefined) : row(note(series))),
      known: (series: string) => (note(series), []),
    };
    const reader = {
      index,
      asOf: 0,
      why: () => 'nothing',
      of: { symbol: 'BTCUSDT', asset: 'BTC' },
      bars: new Proxy({}, { get: () => ({ value: 1, quality: {} }) }),
    };
    field.read(reader as unknown as FieldReader);
  }
  return [...asked];
}

async function strategies(tree: Tree): Promise<string[]> {
  const folder = 'src/strategies';
  const gone = missingImports(tree, `${folder}/registry.ts`);
  if (gone.length > 0) return gone;
  const registry = tree.text(`${folder}/registry.ts`);
  const unlisted = tree
    .names(folder)
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
    .filter((name) => /^export class \w+ extends Strategy\b/m.test(tree.text(`${folder}/${name}`)))
    .filter((name) => !registry.includes(`'./${basename(name, '.ts')}.js'`));
  const { STRATEGIES } = await tree.load<{ readonly STRATEGIES: readonly Record<'name' | 'summary', string>[] }>(
    `${folder}/registry.ts`,
  );
  return [
    ...unlisted.map((name) => `${folder}/registry.ts does not name ${folder}/${name}`),
    ...STRATEGIES.flatMap(({ name, summary }) => [
      ...(tree.isTested(folder, `'${name}'`)
        ? []
        : [`${folder}/${name}.test.ts is missing: no test there names the strategy ${name}`]),
      ...notIn(tree, ['docs/STRATEGIES.md', 'docs/STRATEGIES.ru.md'], `\n${name} – `, `the strategy ${name}`),
      ...notIn(
        tree,
        ['src/report/language/terminal/ru-strategies.ts'],
        `'${summary}':`,
        `what ${name} does, in Russian`,
      ),
    ]),
  ];
}

async function metrics(tree: Tree): Promise<string[]> {
  const list = 'src/report/shared/metric-list.ts';
  const { KNOWN_METRICS } = await tree.load<{ readonly KNOWN_METRICS: readonly string[] }>(list);
  const folder = 'src/engine/metrics';
  const declared = [
    ...tree
      .text(`${folder}/metrics.ts`)
      .split('export interface Benchmark')[0]!
      .matchAll(/readonly (\w+):/g),
  ].map(([, name]) => name!);
  const computed = tree.text(`${folder}/index.ts`);
  return [
    ...declared
      .filter((name) => !KNOWN_METRICS.includes(name))
      .map((name) => `${list} does not explain the metric ${name}`),
    ...KNOWN_METRICS.filter((name) => !declared.includes(name)).map(
      (name) => `${folder}/metrics.ts does not declare the metric ${name}`,
    ),
    ...KNOWN_METRICS.filter((name) => !new RegExp(`^ {4}${name}(?::|,)`, 'm').test(computed)).map(
      (name) => `${folder}/index.ts does not compute the metric ${name}`,
    ),
    ...KNOWN_METRICS.filter((name) => !tree.isTested(folder, name)).map(
      (name) => `${folder}/metrics.test.ts says nothing of the metric ${name}`,
    ),
  ];
}

async function baselines(tree: Tree): Promise<string[]> {
  const folder = 'src/evaluation/baselines';
  const gone = missingImports(tree, 'src/app/models/baselines.ts');
  if (gone.length > 0) return gone;
  const opened = tree.text('src/app/models/baselines.ts');
  const unopened = modulesOf(tree, folder, ['baseline-model.ts', 'training.ts']).filter(
    ({ imported }) => !opened.includes(`evaluation/baselines${imported}`),
  );
  const untested = modulesOf(tree, folder, ['baseline-model.ts', 'training.ts']).filter(({ name }) =>
    name.endsWith('.ts') ? !existsSync(join(tree.root, folder, name.replace('.ts', '.test.ts'))) : false,
  );
  const { BASELINE_NAMES } = await tree.load<{ readonly BASELINE_NAMES: readonly string[] }>(
    'src/app/config/model-choice.ts',
  );
  const named = [...opened.split('const BASELINES')[1]!.matchAll(/^ {2}(?:'([\w-]+)'|(\w+)):/gm)].map(
    ([, quoted, plain]) => quoted ?? plain!,
  );
  return [
    ...unopened.map(({ name }) => `src/app/models/baselines.ts does not open ${folder}/${name}`),
    ...untested.map(
      ({ name }) => `${folder}/${name.replace('.ts', '.test.ts')} is missing: a baseline has a test beside it`,
    ),
    ...BASELINE_NAMES.filter((name) => !named.includes(name)).map(
      (name) => `src/app/models/baselines.ts does not open the baseline ${name}`,
    ),
    ...named
      .filter((name) => !BASELINE_NAMES.includes(name))
      .map((name) => `src/app/config/model-choice.ts does not name the baseline ${name}`),
    ...BASELINE_NAMES.flatMap((name) =>
      notIn(tree, ['docs/EVALUATION.md', 'docs/EVALUATION.ru.md'], `\`${name}\``, `the baseline ${name}`),
    ),
  ];
}

function commands(tree: Tree): string[] {
  const folder = 'src/cli/commands';
  const list = tree.text(`${folder}/index.ts`);
  const there = tree.names(folder).filter((name) => !name.endsWith('.ts'));
  const listed = [...list.matchAll(/import\('\.\/([\w-]+)\/(?:command|options)\.js'\)/g)].map(([, name]) => name!);
  // With nothing but options a command has no file of its own: the list makes it of its table.
  const plain = [...list.matchAll(/plainCommand\(\s*'([\w-]+)'/g)].map(([, name]) => name!);
  return [
    ...there
      .filter((name) => !listed.includes(name))
      .map((name) => `${folder}/index.ts does not list the command ${name}`),
    ...[...new Set([...there, ...listed])]
      .filter((name) => !plain.includes(name))
      .filter((name) => tree.text(`${folder}/${name}/command.ts`) === '')
      .map((name) => `${folder}/${name}/command.ts is missing`),
    ...(plain.length > 0 ? missingImports(tree, `${folder}/index.ts`) : []),
    ...there.flatMap((name) => [
      ...missingImports(tree, `${folder}/${name}/command.ts`),
      ...(/\.(?:addOption|option|requiredOption)\(/.test(tree.text(`${folder}/${name}/command.ts`))
        ? [`${folder}/${name}/options.ts is where options belong: ${folder}/${name}/command.ts adds one by itself`]
        : []),
      ...(tree.isTested('test/e2e', `'${name}'`)
        ? []
        : [`test/e2e/${name}.test.ts is missing: no test there runs the command ${name}`]),
      ...notIn(tree, ['README.md', 'README.ru.md'], `| \`llm-trading ${name}\` |`, `the command ${name}`),
    ]),
  ];
}

async function providers(tree: Tree): Promise<string[]> {
  const folder = 'src/infra/llm/providers';
  const gone = missingImports(tree, `${folder}/create-provider.ts`);
  if (gone.length > 0) return gone;
  const made = tree.text(`${folder}/create-provider.ts`);
  const configured = tree.text('src/app/models/providers.ts');
  const { PROVIDERS } = await tree.load<{ readonly PROVIDERS: readonly string[] }>('src/app/config/model-choice.ts');
  const { ALL_SETTINGS } = await tree.load<{ readonly ALL_SETTINGS: readonly { readonly path: string }[] }>(
    'src/app/config/catalogue.ts',
  );
  const files = tree
    .names(folder)
    .filter(
      (name) => name.endsWith('.ts') && /^export function create\w+Provider\(/m.test(tree.text(`${folder}/${name}`)),
    )
    .filter((name) => name !== 'create-provider.ts');
  return [
    ...files
      .filter((name) => !made.includes(`'./${basename(name, '.ts')}.js'`))
      .map((name) => `${folder}/create-provider.ts does not make ${folder}/${name}`),
    ...files
      .map((name) => basename(name, '.ts'))
      .filter((name) => !PROVIDERS.includes(name) && name !== 'openai-compatible')
      .map((name) => `src/app/config/model-choice.ts does not name the provider ${name}`),
    ...PROVIDERS.flatMap((name) => [
      ...(made.includes(`case '${name}':`) ? [] : [`${folder}/create-provider.ts does not make the provider ${name}`]),
      ...(configured.split(`case '${name}':`).length > 2
        ? []
        : [`src/app/models/providers.ts does not configure the provider ${name}`]),
      ...(ALL_SETTINGS.some(({ path }) => path.startsWith(`llm.${name}.`))
        ? []
        : [`src/app/config/groups/providers.ts has no settings of the provider ${name}`]),
      ...(tree.isTested(folder, `'${name}'`)
        ? []
        : [`${folder}/${name}.test.ts is missing: no test there names the provider ${name}`]),
    ]),
  ];
}

/** Settings stand in the template of the environment and in both languages of the documents. */
async function settings(tree: Tree): Promise<string[]> {
  const { ALL_SETTINGS } = await tree.load<{
    readonly ALL_SETTINGS: readonly { readonly setting: { readonly env: string } }[];
  }>('src/app/config/catalogue.ts');
  return ALL_SETTINGS.flatMap(({ setting: { env } }) => [
    ...notIn(tree, ['.env.example'], `# ${env}=`, `the setting ${env}`),
    ...notIn(tree, ['docs/SETTINGS.md', 'docs/SETTINGS.ru.md'], `| \`${env}\` |`, `the setting ${env}`),
  ]);
}

const notIn = (tree: Tree, paths: readonly string[], text: string, what: string): string[] =>
  paths.filter((path) => !tree.text(path).includes(text)).map((path) => `${path} does not name ${what}`);

/** Kinds of things that have a recipe in CONTRIBUTING.md, each with what finds the places where one was left out. */
export const PLACES: Readonly<Record<string, (root: string) => Promise<string[]>>> = {
  source: (root) => sources(new Tree(root)),
  strategy: (root) => strategies(new Tree(root)),
  metric: (root) => metrics(new Tree(root)),
  baseline: (root) => baselines(new Tree(root)),
  command: (root) => Promise.resolve(commands(new Tree(root))),
  provider: (root) => providers(new Tree(root)),
  setting: (root) => settings(new Tree(root)),
};
