import type { SessionRow } from '../../../../src/contract/session.js';

/** What a session is, for its word: one whose orders go nowhere is a dry run, though it goes the way of a live one. */
export const kindOf = ({ kind, venue }: Pick<SessionRow, 'kind' | 'venue'>): SessionRow['kind'] | 'dry-run' =>
  venue?.mode === 'dry-run' ? venue.mode : kind;
