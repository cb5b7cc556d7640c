import { runLive, type LiveSessionRequest } from '../../../app/live/live.js';
import { openWatching, watched } from '../../../app/live/watching.js';
import { InputError } from '../../../core/errors.js';
import { renderLive } from '../../../report/terminal/sessions.js';
import { withTypedOption } from '../backtest/execution-options.js';
import { specOfOptions } from '../backtest/spec.js';
import { CUT, fillText, UNMEASURED } from '../paper/notes.js';
import { limitsOf, pricesOf, watchingOf } from '../paper/options.js';
import { loadSettings } from '../../settings.js';
import type { Session } from '../../session.js';
import type { LiveGiven } from './options.js';

const WHERE = {
  demo: "in Binance's demo trading",
  rehearsal: 'on a replay exchange',
  real: 'with REAL MONEY at Binance',
  'dry-run': 'as a dry run on paper (no key is used, nothing is sent)',
} as const;

export async function runLiveCommand(session: Session, given: LiveGiven): Promise<void> {
  try {
    await run(session, given);
  } catch (error) {
    throw withTypedOption(error, given);
  }
}

async function run(session: Session, given: LiveGiven): Promise<void> {
  const isReal = given.live === true;
  if (isReal !== (given.iUnderstand === true)) {
    throw new InputError(
      'live.consent',
      'Real money takes both --live and --i-understand; demo trading takes neither.',
      {
        where: isReal ? 'iUnderstand' : 'live',
      },
    );
  }
  const { exchange } = loadSettings(session, {}, given.config).config;
  const prices = pricesOf(given, exchange);
  if (prices === null) {
    throw new InputError('live.prices', 'A live session needs a --symbol, e.g. BTC/USDT.', { where: 'symbol' });
  }
  const options = { ...given, data: prices.symbols.map((symbol) => `${symbol}:${prices.interval}`) };
  const { spec, runtime } = await specOfOptions(session, options);
  const watching = await openWatching(watchingOf(given, session.io.cwd), runtime);
  if (watching.metricsUrl !== null) session.note(session.say('Metrics are at {url}.', { url: watching.metricsUrl }));
  const observer = watching.observe(given.session, given.speed === undefined);
  const request: LiveSessionRequest = {
    name: given.session,
    spec,
    limits: limitsOf(given),
    prices,
    speed: given.speed ?? null,
    isReal,
    isDryRun: given.dryRun,
    fills: given.fills,
    adopt: given.adopt === true,
    stop: given.stopDistance,
    cwd: session.io.cwd,
    signal: session.io.signal,
    onStart: (start) => {
      const { folder, goesOnAfter, cut, unmeasured, venue } = start;
      observer.started(start);
      if (cut > 0) session.note(session.say(CUT, { n: cut }));
      const where = session.say(WHERE[venue.mode]);
      session.note(
        goesOnAfter === 0
          ? session.say('Session {name} begins {where}, in {folder}.', { name: given.session, where, folder })
          : session.say('Session {name} goes on {where} after {n} {n:bar|bars}.', {
              name: given.session,
              where,
              n: goesOnAfter,
            }),
      );
      if (unmeasured) session.note(session.say(UNMEASURED));
    },
    onFault: (fault) => {
      observer.troubled(fault);
      session.note(session.style.asTyped(fault.reason));
    },
    onEvent: ({ code, symbol, message }) => {
      observer.troubled({ code, symbol, reason: message });
      session.note(
        `${symbol === null ? '' : `${symbol}: `}${code.replaceAll('_', ' ')}: ${session.style.asTyped(message)}`,
      );
    },
    onStep: (outcome) => {
      if (outcome.code !== 'booked') return;
      observer.stepped(outcome);
      for (const fill of outcome.booked.fills) session.note(fillText(fill, session.say));
    },
  };
  const result = await watched(observer, () => runLive(request, runtime)).finally(() => watching.close());
  if (given.json === true) session.printJson(result);
  else session.print(renderLive(result, session.style));
}
