/** What is wrong with an expression, and where in its text (from 0). */
export class ExpressionError extends Error {
  constructor(
    message: string,
    readonly at: number,
  ) {
    super(message);
  }
}
