import type { CallPurpose, RecordedCall } from '../../contract/dashboard-calls.js';
import type { LedgerEntry } from '../../core/ports/ledger-store.js';
import { subjectReader, type AskedSubject } from '../../core/prompts/asked-about.js';
import { DEMO_NOTICE } from '../../core/prompts/snapshot-values.js';
import { PERCENT_FORM } from '../../core/regime/percent-form/index.js';
import { requestParts } from '../ledger/request-parts.js';
import type { KnownPrompt } from '../prompts/known-prompts.js';
import { unknownOutcome, type OutcomeBook } from './outcome-book.js';

/** What is told of a call beside what the ledger holds. */
export type CallLook = Pick<RecordedCall, 'purpose' | 'prompt' | 'prob_bull' | 'outcome'>;

/** Questions about a market as it was. */
const ABOUT_THE_MARKET: ReadonlySet<CallPurpose> = new Set<CallPurpose>(['opinion', 'without-news']);

/** By the variant that a request is recorded with. */
export const purposeOf = (variant: string): CallPurpose =>
  variant === 'none'
    ? 'opinion'
    : variant === 'without-news'
      ? 'without-news'
      : variant.startsWith('probe-')
        ? 'check'
        : 'contamination';

/** Looks at recorded calls: what each was for, by which prompt, and what came of it. */
export class CallLooker {
  private readonly readers = new Map<string, (question: string) => AskedSubject | null>();

  /** @param known prompts by their system text */
  constructor(
    private readonly known: ReadonlyMap<string, KnownPrompt>,
    private readonly outcomes: OutcomeBook,
  ) {}

  async look(entry: LedgerEntry): Promise<CallLook> {
    const { system, user, variant } = requestParts(entry);
    const known = this.known.get(system);
    const purpose = purposeOf(variant);
    const parsed = entry.failure === null ? PERCENT_FORM.parse(entry.text) : null;
    const probBull = parsed?.ok === true ? parsed.assessment.prob_bull : null;
    const look = { purpose, prompt: known?.identity ?? null, prob_bull: probBull };
    const subject = known === undefined || !ABOUT_THE_MARKET.has(purpose) ? null : this.subjectOf(known, user);
    if (subject === null) return { ...look, outcome: unknownOutcome('no-subject') };
    if (user.includes(DEMO_NOTICE)) return { ...look, outcome: unknownOutcome('demo') };
    const { baseAsset: symbol, decidedAt, horizonHours } = subject;
    return { ...look, outcome: await this.outcomes.outcomeOf({ symbol, decidedAt, horizonHours, probBull }) };
  }

  private subjectOf({ identity, prompt }: KnownPrompt, question: string): AskedSubject | null {
    const reader = this.readers.get(identity) ?? subjectReader(prompt);
    this.readers.set(identity, reader);
    return reader(question);
  }
}
