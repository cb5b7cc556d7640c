import { REPLAY_KEYS, REPLAY_SECRET, startReplay } from '../../../app/replay-exchange/start.js';
import { isoTime, minuteText } from '../../../core/time.js';
import { runtimeFor } from '../../runtime.js';
import type { Say } from '../../../report/language/say.js';
import type { Session } from '../../session.js';
import { warn } from '../../warn.js';
import { passedOn } from '../../options/option-table.js';
import type { ReplayExchangeGiven } from './options.js';

/** Serves until the command is interrupted, which is how it is meant to end. */
export async function runReplayExchange(session: Session, options: ReplayExchangeGiven): Promise<void> {
  const { cwd, signal } = session.io;
  const runtime = runtimeFor(session, {}, options.config);
  const { filters } = options;
  const running = await startReplay(
    {
      market: {
        data: options.data ?? [],
        funding: options.funding ?? [],
        mark: options.mark ?? [],
        filters,
        cwd,
        signal,
      },
      markets: options.market === 'both' ? ['spot', 'usdm'] : [options.market],
      ...passedOn(options, ['makerFee', 'takerFee', 'start', 'fail', 'checkTimestamps']),
      speed: options.speed,
      port: options.port,
      balance: options.balance,
      slippageBps: options.slippageBps,
      signal,
    },
    runtime,
  );
  warn(session, running.warnings);
  const [key] = Object.keys(REPLAY_KEYS);
  if (options.json === true) {
    const { url, symbols } = running;
    const [from, begins, end] = [running.from, running.start, running.end].map(isoTime);
    session.printJson({
      url,
      symbols,
      from,
      start: begins,
      end,
      speed: options.speed,
      api_key: key,
      secret: REPLAY_SECRET,
    });
  } else {
    const { say } = session;
    session.print(
      [
        say('Replay exchange at {url}', { url: running.url }),
        say('  plays    {symbols} from {from} to {to} UTC, {pace}', {
          symbols: running.symbols.join(', '),
          from: minuteText(running.start),
          to: minuteText(running.end),
          pace: pace(options.speed, say),
        }),
        say('  bars     {sources}, history from {from} UTC', {
          sources: running.sources?.join(', ') ?? say('the demo market'),
          from: minuteText(running.from),
        }),
        say('  key      {key}, secret {secret}', { key: key ?? '', secret: REPLAY_SECRET }),
        say('  control  POST {url}/replay/advance?bars=1, GET {url}/replay/state', { url: running.url }),
        say('Ctrl-C ends it.'),
      ].join('\n'),
    );
  }
  await running.ended;
}

const pace = (speed: number, say: Say): string =>
  speed === 0 ? say('time passes when it is told to') : say('{n} times as fast as it was', { n: String(speed) });
