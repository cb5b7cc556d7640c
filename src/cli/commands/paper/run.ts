import { join } from 'node:path';
import { runPaper } from '../../../app/live/paper.js';
import { writeDemoFiles } from '../../../app/data/write-demo.js';
import { minuteText } from '../../../core/time.js';
import { renderPaper } from '../../../report/terminal/sessions.js';
import { withTypedOption } from '../backtest/execution-options.js';
import { specOfOptions } from '../backtest/spec.js';
import { loadSettings } from '../../settings.js';
import type { Session } from '../../session.js';
import { limitsOf, pricesOf, type PaperGiven } from './options.js';

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
  const result = await runPaper(
    {
      name: given.session,
      spec,
      limits: limitsOf(given),
      prices,
      speed: given.speed ?? null,
      replay: given.replay,
      cwd: session.io.cwd,
      signal: session.io.signal,
      onStart: ({ folder, goesOnAfter, cut, unmeasured }) => {
        if (cut > 0)
          session.note(`A crash had left ${cut} bytes unfinished at the end of the journal: they were cut off.`);
        session.note(
          goesOnAfter === 0
            ? `Session ${given.session} begins in ${folder}.`
            : `Session ${given.session} goes on after ${goesOnAfter} bars.`,
        );
        if (unmeasured) session.note(UNMEASURED);
      },
      onFault: ({ reason }) => session.note(reason),
      onStep: (outcome) => {
        if (outcome.code !== 'booked') return;
        for (const fill of outcome.booked.fills) session.note(fillText(fill));
      },
    },
    runtime,
  );
  if (given.json === true) session.printJson(result);
  else session.print(renderPaper(result, session.style));
}

/** What is said at the start where a language model is believed. */
export const UNMEASURED =
  'Opinions are traded as they are given, unmeasured: whatever they are worth. With --earned walk-forward a session trades of them what its own outcomes show, and nothing before that.';

export function fillText(fill: Readonly<Record<string, unknown>>): string {
  const quantity = Number(fill.quantity);
  const what = `${quantity > 0 ? 'bought' : 'sold'} ${Math.abs(quantity)} ${String(fill.symbol)} at ${String(fill.price)}`;
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
