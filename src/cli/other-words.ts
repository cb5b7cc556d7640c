/** What users of freqtrade, and of backtesting.py, type, and what it is called here. */
const COMMANDS: Readonly<Record<string, string>> = {
  'download-data': '"llm-trading data fetch BTCUSDT --interval 1h --days 365"',
  backtesting: '"llm-trading backtest"',
  'backtesting-show': '"llm-trading runs list" and "llm-trading runs show"',
  'backtesting-analysis': '"llm-trading compare", and the report.html of a run',
  'convert-data': '"llm-trading data import" reads CSV, Parquet and JSON',
  'convert-trade-data': '"llm-trading data import" reads CSV, Parquet and JSON',
  'list-data': '"llm-trading data list"',
  'list-exchanges': '"llm-trading data exchanges"',
  'list-pairs': '"llm-trading data pairs"',
  'list-markets': '"llm-trading data pairs"',
  'list-timeframes': '"llm-trading data intervals"',
  'list-strategies': '"llm-trading strategy list"',
  'new-strategy': '"llm-trading strategy new"',
  'new-config': '"llm-trading config init"',
  'show-config': '"llm-trading config show"',
  'lookahead-analysis': '"llm-trading lookahead"',
  'recursive-analysis':
    '"llm-trading lookahead" finds what depends on later bars; indicators are unknown until they are warm',
  plot: 'the report.html of a run, which shows candles and trades',
  'plot-dataframe': 'the report.html of a run, which shows candles and trades',
  'plot-profit': 'the report.html of a run, and "llm-trading compare" for several',
  hyperopt: 'nothing yet: "llm-trading backtest --param" tries one set, and "llm-trading trials" counts the tries',
  'hyperopt-list': '"llm-trading trials"',
  'hyperopt-show': '"llm-trading trials"',
  'show-trades': 'the report.html of a run; --csv writes its trades as a table',
  'create-userdir': 'nothing to do: user_data is made where it is missing, and USER_DATA_DIR names another place',
  'test-pairlist': '"llm-trading data pairs"',
  'install-ui': '"llm-trading serve"',
  trade: '"llm-trading paper" for a dry run, then "llm-trading live"',
  webserver: '"llm-trading serve"',
};

const OPTIONS: Readonly<Record<string, string>> = {
  '--timeframe': '--interval for "data", a stored series such as BTCUSDT:1h for "backtest --data"',
  '-i': '--interval',
  '--pairs': 'the pair itself, e.g. "llm-trading data fetch BTCUSDT"; --data for a backtest',
  '-s': '--strategy',
  '-c': '--config',
  '-p': 'the pair itself, e.g. "llm-trading data fetch BTCUSDT"; --data for a backtest',
  '--datadir': 'the setting USER_DATA_DIR',
  '-d': 'the setting USER_DATA_DIR',
  '--userdir': 'the setting USER_DATA_DIR',
  '--dry-run-wallet': '--initial-equity',
  '--starting-balance': '--initial-equity',
  '--fee': '--fee-rate',
  '--stake-amount': '--param size=0.5, or size in a rules file: a fraction of equity',
  '--max-open-trades': 'the size of each position, a fraction of equity; --leverage bounds their sum',
  '--mot': 'the size of each position, a fraction of equity; --leverage bounds their sum',
  '--strategy-list': 'one "llm-trading backtest" for each, then "llm-trading compare"',
  '--strategy-path': '--strategy with a file',
  '--slippage': '--slippage-bps, 1 is 0.01 %',
  '--commission': '--fee-rate',
  '--cash': '--initial-equity',
  '--export': 'nothing to set: every run writes its trades and series',
};

const UNKNOWN = /unknown (?:command|option) '([^']+)'/;

/** A line for who comes from another program; null where the word is nobody's. */
export function otherWordHint(message: string): string | null {
  const word = UNKNOWN.exec(message)?.[1];
  if (word === undefined) return null;
  const table = word.startsWith('-') ? OPTIONS : COMMANDS;
  return Object.hasOwn(table, word) ? `Here that is ${table[word]!}.` : null;
}

/** The tables, for the documents. */
export const OTHER_WORDS = { commands: COMMANDS, options: OPTIONS } as const;
