const ID = /^\d{8}-\d{6}-\d{3}-[0-9a-f]{8}(-\d+)?$/;

/** Whether a text is the id of an evaluation, as opposed to a kind of recalibration or a rule. */
export const isEvaluationId = (text: string): boolean => ID.test(text);
