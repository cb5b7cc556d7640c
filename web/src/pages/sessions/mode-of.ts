import type { SessionMode, SessionRow } from '../../../../src/contract/session.js';

/** What a session trades with, for its word; without a venue on paper. */
export const modeOf = ({ venue }: Pick<SessionRow, 'venue'>): SessionMode => venue?.mode ?? 'paper';
