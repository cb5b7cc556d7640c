import { join } from 'node:path';
import { runPaper, type PaperRequest } from '../../../app/live/paper.js';
import { openWatching, watched } from '../../../app/live/watching.js';
import { writeDemoFiles } from '../../../app/data/write-demo.js';
import { renderPaper } from '../../../report/terminal/sessions.js';
import { withTypedOption } from '../backtest/execution-options.js';
import { specOfOptions } from '../backtest/spec.js';
import { loadSettings } from '../../settings.js';
import { EXIT } from '../../exit-code.js';
import type { Session } from '../../session.js';
import { storedRunOf, specOfStoredRun } from './from-run.js';
import { fillText, noteStart } from './notes.js';
import { limitsOf, pricesOf, watchingOf, type PaperGiven } from './options.js';

const DEMO_DAYS = 30;

/** @returns the exit code: 3 where a member of a league could not go on */
export async function runPaperCommand(session: Session, given: PaperGiven): Promise<number> {
  try {
    return await run(session, given);
  } catch (error) {
    throw withTypedOption(error, given);
  }
}

async function run(session: Session, given: PaperGiven): Promise<number> {
  const { exchange } = loadSettings(session, {}, given.config).config;
  const stored = given.run === undefined ? null : await storedRunOf(session, given.run, given.config);
  // On live prices a session trades at the interval of its run, unless another is given.
  const usual = given.symbol === undefined || stored === null ? {} : { interval: stored.interval };
  const prices = pricesOf({ ...usual, ...given }, exchange);
  const options =
    given.demo === true
      ? await withDemo(session, given)
      : prices === null
        ? given
        : { ...given, data: prices.symbols.map((symbol) => `${symbol}:${prices.interval}`) };
  if (given.league !== undefined) {
    const { runLeagueCommand } = await import('./league.js');
    return runLeagueCommand(session, options, given.league, prices);
  }
  const { spec, runtime } =
    stored === null ? await specOfOptions(session, options) : await specOfStoredRun(session, stored, prices, given);
  const watching = await openWatching(watchingOf(given, session.io.cwd), runtime);
  if (watching.metricsUrl !== null) session.note(session.say('Metrics are at {url}.', { url: watching.metricsUrl }));
  const observer = watching.observe(given.session, prices !== null && given.speed === undefined);
  const request: PaperRequest = {
    name: given.session,
    spec,
    limits: limitsOf(given),
    prices,
    speed: given.speed ?? null,
    replay: given.replay,
    cwd: session.io.cwd,
    signal: session.io.signal,
    onStart: (start) => {
      observer.started(start);
      noteStart(session, given.session, start);
    },
    onFault: (fault) => {
      observer.troubled(fault);
      session.note(session.style.asTyped(fault.reason));
    },
    onStep: (outcome) => {
      if (outcome.code !== 'booked') return;
      observer.stepped(outcome);
      for (const fill of outcome.booked.fills) session.note(fillText(fill, session.say));
    },
  };
  const result = await watched(observer, () => runPaper(request, runtime)).finally(() => watching.close());
  if (given.json === true) session.printJson(result);
  else session.print(renderPaper(result, session.style));
  return EXIT.done;
}

/** The generated market, and what is not said otherwise: a strategy of the regime, and the baseline that needs nobody. */
async function withDemo(session: Session, options: PaperGiven): Promise<PaperGiven> {
  const { userDataDir } = loadSettings(session, {}, options.config).config;
  const folder = join(userDataDir, 'demo');
  const files = await writeDemoFiles({ folder, symbols: ['BTCUSDT'], days: DEMO_DAYS });
  const named = (kind: 'bars' | 'funding'): string[] =>
    files.filter((each) => each.kind === kind).map(({ file }) => file);
  return {
    instrument: 'perp',
    strategy: 'llm-regime',
    model: 'baseline',
    ...options,
    data: named('bars'),
    funding: named('funding'),
  };
}
