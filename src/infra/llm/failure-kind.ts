import type { LlmFailureKind } from './errors.js';

/** What a failure is, by the server's words; the first that matches holds. Vendors agree on words more than on statuses. */
const BY_WORDS: readonly (readonly [LlmFailureKind, RegExp])[] = [
  [
    'quota',
    /insufficient[_ -]?(quota|funds|balance|credits?)|credit balance|(out of|not enough|no|more|add) credits?\b|payment[_ ]required|exceeded your current quota|billing|top[- ]?up|arrear|(monthly|usage|spending|spend) limit|余额/i,
  ],
  [
    'country',
    /unsupported_country|(country|region|territory|location)[^.]{0,60}(not|un)[ -]?(supported|available|allowed)|not (supported|available) in your (country|region|location)|location is not supported/i,
  ],
  [
    'overflow',
    /exceed_context_size|context_length_exceeded|context[_ ](length|size|window)|(prompt|input|request)[^.]{0,30}(is |are )?too (long|large|many tokens)|too many (input )?tokens|maximum.{0,30}tokens|exceeds?.{0,40}(token|context)/i,
  ],
  [
    'rate-limit',
    /rate[_ -]?limit|too many requests|requests? per (minute|second|day|hour)|tokens? per (minute|day)|\b[rt]p[md]\b|throttl|resource[_ ]exhausted|slow down/i,
  ],
  [
    'safety-stop',
    /content[_ ](filter|policy|management)|safety|moderation|flagged|prohibited|responsible ?ai|inappropriate|sensitive/i,
  ],
  [
    'key',
    /invalid[_ ]?(api[_ ]?)?key|incorrect api key|api key (not valid|expired|invalid)|authenticat|unauthorized|unauthenticated/i,
  ],
  ['plan', /\b(plan|tier|subscription|subscribe|upgrade|verified|verification|data policy|guardrail)\b/i],
  [
    'model',
    /model[_ ]not[_ ](found|exist)|no such model|unknown model|does not exist|deprecated|decommission|retired|model[^.]{0,60}not found/i,
  ],
];

const BY_STATUS: Readonly<Partial<Record<number, LlmFailureKind>>> = {
  401: 'key',
  402: 'quota',
  404: 'model',
  410: 'model',
  413: 'overflow',
  429: 'rate-limit',
  451: 'country',
};

export interface SaidFailure {
  /** HTTP status, or the one that the error object itself names; null where there is none. */
  readonly status: number | null;
  readonly message: string;
  /** `type`, `code` and `status` of the error object. */
  readonly names: string;
  /** True where the server says when to come back: then waiting helps, whatever its words about quotas. */
  readonly comesBack: boolean;
}

/** The kind of a failure; undefined where neither words nor status tell. */
export function failureKind({ status, message, names, comesBack }: SaidFailure): LlmFailureKind | undefined {
  if (status === 402) return 'quota';
  const text = `${names} ${message}`;
  const said = BY_WORDS.find(([, words]) => words.test(text))?.[0];
  // A server that fails says much in passing; that the prompt does not fit is the one cause that stays.
  if (status !== null && status >= 500 && status !== 529) return said === 'overflow' ? said : undefined;
  if (said === 'quota' && comesBack) return 'rate-limit';
  return said ?? (status === null ? undefined : BY_STATUS[status]);
}

/** The status that an error inside a reply with HTTP 200 would have had. */
export function impliedStatus(names: string, kind: LlmFailureKind | undefined): number | null {
  const named = /\b([45]\d\d)\b/.exec(names)?.[1];
  if (named !== undefined) return Number(named);
  switch (kind) {
    case 'quota':
      return 402;
    case 'rate-limit':
      return 429;
    case 'overflow':
      return 400;
    case 'key':
      return 401;
    case 'model':
      return 404;
    case 'country':
    case 'plan':
    case 'safety-stop':
      return 403;
    default:
      return null;
  }
}
