import { LlmTradingError, type ErrorKind } from '../core/errors.js';

export const EXIT = { done: 0, bug: 1, input: 2, unavailable: 3, refused: 4, interrupted: 130 } as const;

const BY_KIND: Readonly<Record<ErrorKind, number>> = {
  bug: EXIT.bug,
  input: EXIT.input,
  unavailable: EXIT.unavailable,
  refused: EXIT.refused,
};

export const exitCodeOfKind = (kind: ErrorKind): number => BY_KIND[kind];

export const exitCodeOf = (error: unknown): number =>
  error instanceof LlmTradingError ? exitCodeOfKind(error.kind) : EXIT.bug;
