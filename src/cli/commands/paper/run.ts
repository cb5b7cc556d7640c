import { join } from 'node:path';
import { runPaper } from '../../../app/live/paper.js';
import { writeDemoFiles } from '../../../app/data/write-demo.js';
import { minuteText } from '../../../core/time.js';
import { renderPaper } from '../../../report/terminal/sessions.js';
import { numberOf } from '../backtest/execution-options.js';
import { specOfOptions, type SpecOptions } from '../backtest/spec.js';
import { loadSettings } from '../../settings.js';
import type { Session } from '../../session.js';
import { givenLimits, type GuardFlags } from './guard-options.js';

export interface PaperOptions extends SpecOptions, GuardFlags {
  readonly demo?: boolean;
  readonly session: string;
  readonly speed?: string;
  readonly json?: boolean;
}

const DEMO_DAYS = 90;

export async function runPaperCommand(session: Session, given: PaperOptions): Promise<void> {
  const limits = givenLimits(given);
  const speed = numberOf(given.speed, '--speed', 'a number such as 1000');
  const options = given.demo === true ? await withDemo(session, given) : given;
  const { spec, runtime } = await specOfOptions(session, options);
  const result = await runPaper(
    {
      name: given.session,
      spec,
      limits,
      speed: speed ?? null,
      cwd: session.io.cwd,
      signal: session.io.signal,
      onStart: ({ folder, goesOnAfter, cut }) => {
        if (cut > 0)
          session.note(`A crash had left ${cut} bytes unfinished at the end of the journal: they were cut off.`);
        session.note(
          goesOnAfter === 0
            ? `Session ${given.session} begins in ${folder}.`
            : `Session ${given.session} goes on after ${goesOnAfter} bars.`,
        );
      },
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

function fillText(fill: Readonly<Record<string, unknown>>): string {
  const quantity = Number(fill.quantity);
  const what = `${quantity > 0 ? 'bought' : 'sold'} ${Math.abs(quantity)} ${String(fill.symbol)} at ${String(fill.price)}`;
  return `${minuteText(Number(fill.time))}  ${what} (${String(fill.reason)}), fee ${Number(fill.fee).toFixed(2)}`;
}

/** The generated market, and what is not said otherwise: a strategy of the regime, and the baseline that needs nobody. */
async function withDemo(session: Session, options: PaperOptions): Promise<PaperOptions> {
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
