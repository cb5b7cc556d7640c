// Set-up that `npm start` and `npm test` share: install when the lockfile or Node changed, build when a source changed.
// It uses Node alone, since nothing is installed when it first runs.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  readlinkSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const installStamp = join(root, 'node_modules', '.setup-stamp');
const buildStamp = join(root, 'dist', '.build-stamp');
const pagesStamp = join(root, 'dist', 'web', '.build-stamp');

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(
    `llm-trading-system needs Node 20.19 or newer; this is ${process.versions.node}. Install it from https://nodejs.org.`,
  );
  process.exit(2);
}

/** @param {string} dir @returns {string[]} */
function filesUnder(dir) {
  return readdirSync(dir, { withFileTypes: true }).flatMap((entry) => {
    const path = join(dir, entry.name);
    return entry.isDirectory() ? filesUnder(path) : [path];
  });
}

/** @param {string[]} files @param {string} salt */
function digest(files, salt) {
  const hash = createHash('sha256').update(salt);
  for (const file of files.sort())
    hash.update(relative(root, file)).update('\0').update(readFileSync(file)).update('\0');
  return hash.digest('hex');
}

/** @param {string} stamp @param {string} wanted */
const isCurrent = (stamp, wanted) => existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted;

/** @param {string} command @param {string[]} args @param {string} what */
function run(command, args, what) {
  console.error(`set-up: ${what}`);
  const done = spawnSync(command, args, { cwd: root, stdio: ['ignore', 2, 2], shell: process.platform === 'win32' });
  if (done.status !== 0) {
    console.error(`set-up: "${command} ${args.join(' ')}" failed; its message is above.`);
    process.exit(done.status ?? 1);
  }
}

const wantedInstall = digest([join(root, 'package-lock.json'), join(root, 'package.json')], process.version);
if (!isCurrent(installStamp, wantedInstall)) {
  const packages = join(root, 'node_modules');
  // npm ci empties the folder first, and through a link that is somebody else's.
  if (lstatSync(packages, { throwIfNoEntry: false })?.isSymbolicLink()) {
    console.error(
      `set-up: node_modules is a link to ${readlinkSync(packages)}, which installing would empty: remove the link, then run the same command again.`,
    );
    process.exit(2);
  }
  run('npm', ['ci', '--include=dev', '--ignore-scripts', '--no-audit', '--no-fund'], 'installing packages (npm ci)');
  mkdirSync(dirname(installStamp), { recursive: true });
  writeFileSync(installStamp, wantedInstall);
}

const sources = filesUnder(join(root, 'src')).filter(
  (file) => !file.endsWith('.test.ts') && !file.includes('fixtures'),
);
const wantedBuild = digest([...sources, join(root, 'tsconfig.json'), join(root, 'tsconfig.build.json')], wantedInstall);
if (!isCurrent(buildStamp, wantedBuild)) {
  rmSync(join(root, 'dist'), { recursive: true, force: true });
  rmSync(join(root, 'node_modules', '.cache', 'tsbuildinfo'), { force: true });
  run(
    process.execPath,
    [join(root, 'node_modules', 'typescript', 'bin', 'tsc'), '-p', 'tsconfig.build.json'],
    'building (tsc)',
  );
  writeFileSync(buildStamp, wantedBuild);
}

// The dashboard's pages; they share texts and types with src.
const language = join(root, 'src', 'report', 'language');
const pages = [
  ...filesUnder(join(root, 'web', 'src')),
  ...filesUnder(join(root, 'web', 'public')),
  ...filesUnder(language),
];
const wantedPages = digest(
  [
    ...pages.filter((file) => !/\.test\.tsx?$/.test(file)),
    join(root, 'web', 'index.html'),
    join(root, 'web', 'vite.config.ts'),
  ],
  wantedInstall,
);
if (!isCurrent(pagesStamp, wantedPages)) {
  run(
    'npm',
    ['run', 'build', '--workspace', 'web', '--silent', '--', '--logLevel', 'warn'],
    'building the pages (vite)',
  );
  writeFileSync(pagesStamp, wantedPages);
}
