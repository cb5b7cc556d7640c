import type { Clock } from '../../../core/ports/clock.js';
import type { HistorySource } from '../../../core/ports/history-source.js';
import type { ObservationSource } from '../../../core/ports/observation-source.js';
import type { PublicationLag } from '../../../core/publication-lags.js';
import type { HttpClient, HttpRequest } from '../../http/types.js';

/** What a source is made of. `Settings` is the part of the settings below `sources` that it reads. */
export interface SourceContext<Settings> {
  readonly http: HttpClient;
  readonly clock: Clock;
  /** Where it is asked; empty for a source whose settings hold several addresses. */
  readonly address: string;
  readonly settings: Settings;
}

/** What a probe needs to know beside the settings. */
export interface SourceProbeContext<Settings> extends Pick<SourceContext<Settings>, 'address' | 'settings'> {
  /** The configured pair, e.g. `BTCUSDT`. */
  readonly baseAsset: string;
}

/** One cheap request that shows whether a source answers. */
export interface SourceProbe {
  /** What the source is called for people. */
  readonly name: string;
  readonly request: Omit<HttpRequest, 'source'>;
  /** The environment variable that names the address. */
  readonly env: string;
  /** How the body of a healthy answer begins: a captive portal also answers 200. */
  readonly looksRight: RegExp;
}

/** Everything that the program asks of a source. A source is one of these, listed in `src/infra/sources/index.ts`. */
export interface SourceDefinition<Settings = object> {
  /** As its observations carry it; also the name by which a backfill asks it. */
  readonly id: string;
  /** When its values can be known: a row for each rule. Together they name every series that it delivers. */
  readonly lags: readonly Omit<PublicationLag, 'source'>[];
  /** Set where it is a market: asked only where the market part comes from this exchange. */
  readonly exchange?: string;
  /** Where it is asked, unless `sources.addresses` says otherwise; null where its settings hold several addresses. */
  readonly address: ((settings: Settings) => string) | null;
  /** What `doctor` asks; nothing where a key is missing, or where `doctor` looks in a way of its own. */
  readonly probe: (context: SourceProbeContext<Settings>) => readonly SourceProbe[];
  /** Making a source sends nothing. */
  readonly create: (context: SourceContext<Settings>) => ObservationSource;
  /** Null where it has no past. */
  readonly history: ((context: SourceContext<Settings>) => HistorySource) | null;
}

/** How the body of an answer in JSON begins. */
export const JSON_BODY = /^\s*[[{]/;

/** When live headlines can be known. One row for all who deliver them, so that it is shown once. */
export const LIVE_NEWS_LAG: SourceDefinition['lags'][number] = {
  series: ['news'],
  lag_ms: 0,
  rule: 'the retrieval',
  why: 'only then did this program know it, with the votes of that moment',
};
