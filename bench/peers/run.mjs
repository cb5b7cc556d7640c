/**
 * Our engine against other backtesters: the same bars, the same SMA 20/50 cross filled at the next open, in one run.
 *
 *   node bench/peers/run.mjs [--home DIR] [--only NAME,NAME]    prints one JSON document
 *
 * Peers are installed into a temporary folder (or DIR, kept and used again); one that cannot be installed is reported, not
 * failed. Exit code 1 beyond a limit or where trades differ. Processes take turns, ours then the peer's; a process repeats
 * its run, the first time is the cold one, the median of the second half the warm one, and a figure is the median over rounds.
 * The engine is the package as `tsc` builds it. Its warm runs find the bars already checked; the cold one checks them.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { agreement } from './agreement.mjs';
import { install } from './install.mjs';

const LIMITS = {
  'grademark.ratio': { at_least: 10 },
  'backtesting-py.ratio': { at_least: 20 },
  'vectorbt.ratio': { at_least: 1 },
  'pinets.worst_pnl_usd': { at_most: 0.001 },
};

/** Small enough that fees do not eat the account in 11,000 round trips. */
const SIZE = 0.0003;
const PEERS = {
  /** The fastest JavaScript peer that was measured. */
  grademark: {
    version: 'grademark 0.3.0',
    bars: 1_000_000,
    peerRuns: 6,
    settings: { fee: 0, bps: 0, size: 1 },
    like: { rests: true },
    note: 'It has no fees, slippage or quantities: none on both sides, all of the equity in each trade. It decides nothing on the bar of a fill, so a cross that lasts one bar ends a bar later; ours runs with the same habit here. as_shipped compares without it.',
  },
  pinets: {
    version: 'pinets 0.9.34',
    bars: 100_000,
    peerRuns: 2,
    settings: { fee: 0.001, bps: 0, size: SIZE },
    like: { step: 1e-6 },
    note: 'Its slippage is in ticks, ours a fraction: none on both sides. It sizes at the signal, we at the fill: it is given the quantities of our trades; prices, fees and profits are its own. It cuts quantities to 1e-6; so does ours here, by a step size as exchanges have it.',
  },
  'backtesting-py': {
    version: 'backtesting 0.6.6',
    bars: 100_000,
    peerRuns: 2,
    settings: { fee: 0.001, bps: 0, size: SIZE },
    like: { firstBar: 50 },
    note: 'Its spread is paid on entry only: no slippage on both sides. It skips the first bar on which both averages exist (index 49); ours does too here. as_shipped compares without that. Quantities are cut to 1e-8.',
  },
  vectorbt: {
    version: 'vectorbt 1.2.0',
    bars: 1_000_000,
    peerRuns: 8,
    settings: { fee: 0.001, bps: 2, size: SIZE },
    like: {},
    note: 'Signals and orders are columns, simulated by compiled code; Its first use on a machine compiles for tens of seconds; cold_ms is the median over rounds, so with that already cached. simulation_ms stops before the equity curve and the statistics, which ours always contains.',
  },
};
const OUR_RUNS = 40;
const ROUNDS = 3;
/** Sums of a moving average round differently in each library; quantities of one are cut. */
const TOLERANCE = 1e-9;

const { values } = parseArgs({ options: { home: { type: 'string' }, only: { type: 'string' } } });
const repository = join(import.meta.dirname, '../..');
const temporary = mkdtempSync(join(tmpdir(), 'bench-peers-'));
const home = values.home ?? temporary;
const built = join(repository, 'node_modules/.cache', `bench-peers-${process.pid}`);
const run = ([command, ...args], task) =>
  JSON.parse(
    execFileSync(command, args, {
      input: JSON.stringify(task),
      encoding: 'utf8',
      maxBuffer: 1 << 28,
      stdio: ['pipe', 'pipe', 'ignore'],
    }),
  );
const median = (list) => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)];
const warm = (times) => median(times.slice(Math.floor(times.length / 2)));
const round = (value) => Number(value.toPrecision(4));

/** A build of its own, so that nothing else that builds is disturbed. The compiler emits even where it finds errors. */
function buildPackage() {
  const flags = [
    '--incremental',
    'false',
    '--tsBuildInfoFile',
    'null',
    '--declaration',
    'false',
    '--sourceMap',
    'false',
  ];
  const compiler = join(repository, 'node_modules/typescript/bin/tsc');
  try {
    execFileSync(process.execPath, [compiler, '-p', 'tsconfig.build.json', '--outDir', built, ...flags], {
      cwd: repository,
      stdio: ['ignore', 2, 2],
    });
    return 'clean';
  } catch (error) {
    if (!existsSync(join(built, 'index.js'))) throw error;
    return 'with type errors';
  }
}

function barsFile(bars) {
  const file = join(temporary, `${bars}.f64`);
  execFileSync(join(temporary, 'generate'), [file, String(bars)]);
  return file;
}

function compare({ version, bars, peerRuns, settings, like, note }, { command, dir }) {
  const file = barsFile(bars);
  const us = [process.execPath, join(import.meta.dirname, 'ours/worker.mjs')];
  const ourTask = { home: built, file, runs: OUR_RUNS, ...settings, ...like };
  const rounds = Array.from({ length: ROUNDS }, () => {
    const ours = run(us, ourTask);
    const quantities = ours.trades.map(([time], i) => [time, ours.quantities[i]]);
    if (ours.open !== null) quantities.push([ours.open[0], ours.open[2]]);
    return { ours, peer: run(command, { home: dir, file, runs: peerRuns, quantities, ...settings }) };
  });
  const over = (pick) => median(rounds.map(pick));
  const ourMs = over(({ ours }) => warm(ours.times));
  const peerMs = over(({ peer }) => warm(peer.times));
  const [{ ours, peer }] = rounds;
  const result = {
    version,
    bars,
    settings,
    ours: {
      bars_per_s: Math.round((bars / ourMs) * 1e3),
      ms: round(ourMs),
      cold_ms: round(over((r) => r.ours.times[0])),
    },
    peer: {
      bars_per_s: Math.round((bars / peerMs) * 1e3),
      ms: round(peerMs),
      cold_ms: round(over((r) => r.peer.times[0])),
    },
    ratio: round(over((r) => warm(r.peer.times) / warm(r.ours.times))),
    ratio_cold: round(over((r) => r.peer.times[0] / r.ours.times[0])),
    note,
    agreement: agreement(ours, peer, TOLERANCE),
  };
  if (peer.simulation_times) {
    result.peer.simulation_ms = round(over((r) => warm(r.peer.simulation_times)));
    result.ratio_simulation = round(over((r) => warm(r.peer.simulation_times) / warm(r.ours.times)));
  }
  if (Object.keys(like).length > 0) {
    const { trades, peer_trades, trades_equal, equity_difference } = agreement(
      run(us, { home: built, file, runs: 1, ...settings }),
      peer,
      TOLERANCE,
    );
    result.as_shipped = { trades, peer_trades, trades_equal, equity_difference };
  }
  return result;
}

try {
  execFileSync('cc', ['-O2', join(repository, 'bench/c/generate.c'), '-lm', '-o', join(temporary, 'generate')]);
  const build = buildPackage();
  writeFileSync(join(built, 'package.json'), '{"type":"module"}');

  const peers = {};
  const failed = [];
  const notRun = [];
  const only = values.only?.split(',') ?? Object.keys(PEERS);
  for (const name of only) {
    const installed = install(name, home);
    if (installed.reason !== undefined) {
      peers[name] = `not installed: ${installed.reason}`;
      continue;
    }
    const result = compare(PEERS[name], installed);
    if (name === 'pinets') {
      result.worst_pnl_usd = Math.max(
        Math.abs(result.agreement.equity_difference),
        result.agreement.worst_trade_pnl_difference ?? Infinity,
      );
    }
    if (!result.agreement.agrees) failed.push(`${name}: trades or equity differ`);
    peers[name] = result;
  }
  for (const [limit, { at_least = -Infinity, at_most = Infinity }] of Object.entries(LIMITS)) {
    const [name, field] = limit.split('.');
    const measured = peers[name]?.[field];
    if (measured === undefined) notRun.push(limit);
    else if (!(measured >= at_least && measured <= at_most)) failed.push(limit);
  }
  const machine = `${cpus().length} × ${cpus()[0]?.model.trim() ?? 'unknown'}`;
  const document = {
    bench: 'peers',
    node: process.version,
    build,
    machine,
    rounds: ROUNDS,
    peers,
    limits: LIMITS,
    not_run: notRun,
    failed,
  };
  console.log(JSON.stringify(document, null, 2));
  process.exitCode = failed.length === 0 ? 0 : 1;
} finally {
  rmSync(temporary, { recursive: true, force: true });
  rmSync(built, { recursive: true, force: true });
}
