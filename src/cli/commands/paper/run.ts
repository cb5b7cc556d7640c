import { join } from 'node:path';
import { runPaper, type PaperRequest } from '../../../app/live/paper.js';
import { openWatching, watched } from '../../../app/live/watching.js';
import { writeDemoFiles } from '../../../app/data/write-demo.js';
import { minuteText } from '../../../core/time.js';
import { compact, price } from '../../../report/shared/format.js';
import { renderPaper } from '../../../report/terminal/sessions.js';
import { withTypedOption } from '../backtest/execution-options.js';
import { specOfOptions } from '../backtest/spec.js';
import { loadSettings } from '../../settings.js';
import type { Session } from '../../session.js';
import { limitsOf, pricesOf, watchingOf, type PaperGiven } from './options.js';

const DEMO_DAYS = 30;

export async function runPaperCommand(session: Session, given: PaperGiven): Promise<void> {
  try {
    await run(session, given);
  } catch (error) {
    throw withTypedOption(error, given);
  }
}

async function run(session: Session, given: PaperGiven): Promise<void> {
  const { exchange } = loadSettings(session, {}, given.config).config;
  const prices = pricesOf(given, exchange);
  const options =
    given.demo === true
      ? await withDemo(session, given)
      : prices === null
        ? given
        : { ...given, data: prices.symbols.map((symbol) => `${symbol}:${prices.interval}`) };
  const { spec, runtime } = await specOfOptions(session, options);
  const watching = await openWatching(watchingOf(given, session.io.cwd), runtime);
  if (watching.metricsUrl !== null) session.note(`Metrics are at ${watching.metricsUrl}.`);
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
      const { folder, goesOnAfter, cut } = start;
      observer.started(start);
      if (cut > 0)
        session.note(`A crash had left ${cut} bytes unfinished at the end of the journal: they were cut off.`);
      session.note(
        goesOnAfter === 0
          ? `Session ${given.session} begins in ${folder}.`
          : `Session ${given.session} goes on after ${goesOnAfter} bars.`,
      );
    },
    onFault: (fault) => {
      observer.troubled(fault);
      session.note(fault.reason);
    },
    onStep: (outcome) => {
      if (outcome.code !== 'booked') return;
      observer.stepped(outcome);
      for (const fill of outcome.booked.fills) session.note(fillText(fill));
    },
  };
  const result = await watched(observer, () => runPaper(request, runtime)).finally(() => watching.close());
  if (given.json === true) session.printJson(result);
  else session.print(renderPaper(result, session.style));
}

export function fillText(fill: Readonly<Record<string, unknown>>): string {
  const quantity = Number(fill.quantity);
  const what = `${quantity > 0 ? 'bought' : 'sold'} ${compact(Math.abs(quantity))} ${String(fill.symbol)} at ${price(Number(fill.price))}`;
  return `${minuteText(Number(fill.time))}  ${what} (${String(fill.reason)}), fee ${Number(fill.fee).toFixed(2)}`;
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
