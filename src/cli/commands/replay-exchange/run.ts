import { REPLAY_KEYS, REPLAY_SECRET, startReplay } from '../../../app/replay-exchange/start.js';
import { InputError } from '../../../core/errors.js';
import { isoTime, minuteText } from '../../../core/time.js';
import { toUnixMs } from '../../../core/unix-time.js';
import { runtimeFor } from '../../runtime.js';
import type { Session } from '../../session.js';
import { warn } from '../../warn.js';
import { numberOf } from '../backtest/execution-options.js';

export interface ReplayExchangeOptions {
  readonly data?: readonly string[];
  readonly funding?: readonly string[];
  readonly mark?: readonly string[];
  readonly filters?: string;
  readonly market: 'spot' | 'usdm' | 'both';
  readonly start?: string;
  readonly speed: string;
  readonly port: string;
  readonly balance: string;
  readonly makerFee?: string;
  readonly takerFee?: string;
  readonly slippageBps: string;
  readonly checkTimestamps?: boolean;
  readonly fail?: string;
  readonly json?: boolean;
  readonly config?: string;
}

/** Serves until the command is interrupted, which is how it is meant to end. */
export async function runReplayExchange(session: Session, options: ReplayExchangeOptions): Promise<void> {
  const { cwd, signal } = session.io;
  const runtime = runtimeFor(session, {}, options.config);
  const { makerFee, takerFee, filters, fail } = options;
  const start = options.start === undefined ? undefined : momentOf(options.start);
  const running = await startReplay(
    {
      market: {
        data: options.data ?? [],
        funding: options.funding ?? [],
        mark: options.mark ?? [],
        ...(filters === undefined ? {} : { filters }),
        cwd,
        signal,
      },
      markets: options.market === 'both' ? ['spot', 'usdm'] : [options.market],
      speed: within(options.speed, '--speed', 0, 100_000),
      port: within(options.port, '--port', 0, 65_535),
      balance: within(options.balance, '--balance', 0, 1e12),
      slippageBps: within(options.slippageBps, '--slippage-bps', 0, 1000),
      ...(makerFee === undefined ? {} : { makerFee: within(makerFee, '--maker-fee', -0.1, 0.1) }),
      ...(takerFee === undefined ? {} : { takerFee: within(takerFee, '--taker-fee', 0, 0.1) }),
      ...(start === undefined ? {} : { start }),
      ...(options.checkTimestamps === true ? { checkTimestamps: true } : {}),
      ...(fail === undefined ? {} : { fail }),
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
      speed: Number(options.speed),
      api_key: key,
      secret: REPLAY_SECRET,
    });
  } else {
    session.print(
      [
        `Replay exchange at ${running.url}`,
        `  plays    ${running.symbols.join(', ')} from ${minuteText(running.start)} to ${minuteText(running.end)} UTC, ${pace(options.speed)}`,
        `  bars     ${running.sources?.join(', ') ?? 'the demo market'}, history from ${minuteText(running.from)} UTC`,
        `  key      ${key ?? ''}, secret ${REPLAY_SECRET}`,
        `  control  POST ${running.url}/replay/advance?bars=1, GET ${running.url}/replay/state`,
        'Ctrl-C ends it.',
      ].join('\n'),
    );
  }
  await running.ended;
}

const pace = (speed: string): string =>
  Number(speed) === 0 ? 'time passes when it is told to' : `${speed} times as fast as it was`;

function within(text: string, option: string, least: number, most: number): number {
  const value = numberOf(text, option, `a number from ${least} to ${most}`)!;
  if (value >= least && value <= most && (option !== '--port' || Number.isInteger(value))) return value;
  throw new InputError('input.number', `${option} is ${text}: it must be a number from ${least} to ${most}.`, {
    where: option,
  });
}

function momentOf(text: string): number {
  const ms = toUnixMs(text);
  if (ms !== null) return ms;
  throw new InputError('input.time', `--start is ${text}: it must be a time such as 2024-03-01T13:00Z.`, {
    where: '--start',
  });
}
