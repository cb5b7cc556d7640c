import { join } from 'node:path';
import type { Clock } from '../../core/ports/clock.js';
import type { Random } from '../../core/ports/random.js';
import type { Dispatcher } from 'undici';
import {
  createHttpClient,
  dispatcherFor,
  fileBanStore,
  proxyOf,
  type HttpClient,
  type ProxySettings,
} from '../../infra/http/index.js';
import { createLlmFetch, LLM_AGENT_OPTIONS, sharedLlmFetch, type FetchLike } from '../../infra/llm/fetch.js';
import { createLogger } from '../../infra/log/logger.js';
import { createRedactor, type Redactor } from '../../infra/log/redactor.js';
import type { Logger } from '../../infra/log/types.js';
import { ALL_SETTINGS, loadConfig, type Config, type FlagValue, type LoadedConfig } from '../config/index.js';
import { systemClock, systemRandom } from './system.js';

/** What every command needs: the checked configuration and the parts that touch the outside. */
export interface Runtime {
  readonly loaded: LoadedConfig;
  readonly config: Config;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Logger;
  readonly redactor: Redactor;
  readonly http: HttpClient;
  /** The proxies of the environment. */
  readonly proxy: ProxySettings;
  /** For data, through the proxies where there are any. */
  readonly dispatcher: () => Dispatcher;
  /** For model servers, likewise. */
  readonly llmFetch: FetchLike;
}

export interface RuntimeOptions {
  readonly flags?: Readonly<Record<string, FlagValue | undefined>> | undefined;
  /** Default: the process's environment. */
  readonly env?: Readonly<Record<string, string | undefined>> | undefined;
  /** `.env` and `llm-trading.yaml` are read from here. Default: the working directory. */
  readonly cwd?: string | undefined;
  /** Another settings file than `llm-trading.yaml`; it must be there. */
  readonly configFile?: string | undefined;
  readonly clock?: Clock | undefined;
  readonly random?: Random | undefined;
  /** Where log lines go. Default: stderr. */
  readonly logStream?: { write(line: string): unknown } | undefined;
  /** What is logged where the user set no level. Default: the setting's own default. */
  readonly defaultLogLevel?: Config['logLevel'] | undefined;
  /** Short log lines for people instead of JSON. */
  readonly prettyLog?: boolean | undefined;
}

/** @throws InputError naming the first setting that is wrong. Sends nothing and writes nothing. */
export function createRuntime(options: RuntimeOptions = {}): Runtime {
  const { flags, env = process.env, cwd = process.cwd(), clock = systemClock, random = systemRandom } = options;
  const loaded = loadConfig({
    env,
    cwd,
    flags,
    file: options.configFile,
  });
  const { config } = loaded;
  const redactor = createRedactor(secretsOf(loaded));
  const log = createLogger({
    level: loaded.isSet('logLevel') ? config.logLevel : (options.defaultLogLevel ?? config.logLevel),
    pretty: options.prettyLog ?? false,
    redactor,
    stream: options.logStream,
  });
  const bans = fileBanStore(join(config.userDataDir, 'state', 'http-bans.json'));
  const proxy = proxyOf(env);
  let made: Dispatcher | undefined;
  const dispatcher = (): Dispatcher => (made ??= dispatcherFor(proxy, { connect: { timeout: CONNECT_MS } }));
  return {
    loaded,
    config,
    clock,
    random,
    log,
    redactor,
    proxy,
    dispatcher,
    llmFetch: proxy.http === null && proxy.https === null ? sharedLlmFetch() : createLlmFetch(LLM_AGENT_OPTIONS, proxy),
    http: createHttpClient({ clock, random, log, bans, dispatcher }),
  };
}

/** Longest time to connect, ms; only tidies up connections whose call has already ended at its deadline. */
const CONNECT_MS = 15_000;

/** The values of all secret settings: what no log, error or report may hold. */
function secretsOf(loaded: LoadedConfig): string[] {
  const secretPaths = new Set(ALL_SETTINGS.filter(({ setting }) => setting.secret).map(({ path }) => path));
  return loaded.settings.flatMap(({ path, value }) =>
    secretPaths.has(path) && typeof value === 'string' ? [value] : [],
  );
}
