import { terminalRu } from '../terminal/ru.js';
import { reportAnswersRu } from './ru-answers.js';
import { reportBacktestRu } from './ru-backtest.js';
import { reportChartsRu } from './ru-charts.js';
import { reportEvaluationRu } from './ru-evaluation.js';
import { reportMemoryRu } from './ru-memory.js';
import { reportScoresRu } from './ru-scores.js';
import { reportWordsRu } from './ru-words.js';

/** Russian of what the HTML reports say, by its English: that of the terminal, and what a page says besides. */
export const reportRu = {
  ...terminalRu,
  ...reportWordsRu,
  ...reportChartsRu,
  ...reportBacktestRu,
  ...reportEvaluationRu,
  ...reportAnswersRu,
  ...reportScoresRu,
  ...reportMemoryRu,
} as const;
