import type { AnswerForm, AnswerFormId } from './answer-form.js';
import { DOCUMENT_FORM } from './document-form.js';
import { PERCENT_FORM } from './percent-form/index.js';

/** Every form that has shipped: recorded answers are read by the one they were asked in. */
export const ANSWER_FORMS: Readonly<Record<AnswerFormId, AnswerForm>> = {
  'document-1': DOCUMENT_FORM,
  'percent-1': PERCENT_FORM,
};
