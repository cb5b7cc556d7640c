/** Help of backtests, of what is done with them, and of evaluations. */
export const BACKTEST_HELP_IN_RUSSIAN: Readonly<Record<string, string>> = {
  'Set backtests side by side: measures, costs, settings that differ, equity in one chart':
    'Сравнить бэктесты: показатели, издержки, различия настроек, счёт на одном графике',
  'also write the comparison as one HTML page': 'записать сравнение и страницей HTML',
  'folder of the runs (default user_data/runs)': 'папка бэктестов (по умолчанию user_data/runs)',
  'two to eight runs; a part of an id is enough, and "latest" is the newest':
    'от двух до восьми бэктестов; хватит части имени, "latest" — последний',
  'Run a strategy over bars, and write the result, its tables and a report':
    'Испытать стратегию на свечах и записать результат, таблицы и отчёт',
  'bars: a file, or a stored series such as BTCUSDT:1h; may be repeated (parts of one series, more symbols, finer bars of a symbol)':
    'свечи: файл или сохранённый ряд, например BTCUSDT:1h; можно повторять (части ряда, ещё символы, более мелкие свечи символа)',
  'a shipped strategy, a rules file (.yaml, .json) or a .ts or .js file':
    'стратегия из поставки, файл правил (.yaml, .json) или файл .ts или .js',
  'a parameter of the strategy; may be repeated': 'параметр стратегии; можно повторять',
  'first open time, e.g. 2024-01-01 (UTC; default: all)':
    'первое время открытия, например 2024-01-01 (UTC; по умолчанию все)',
  'end, not included (default: all)': 'конец, не включается (по умолчанию все)',
  'the last N days up to --to, or to the last bar, instead of --from':
    'последние N дней до --to или до последней свечи вместо --from',
  'in quote currency (default 10000)': 'в валюте котировки (по умолчанию 10000)',
  'of every fill, 0.001 is 0.1 % (default 0.0002 maker, 0.0005 taker)':
    'с каждого исполнения, 0.001 — это 0.1 % (по умолчанию 0.0002 мейкер, 0.0005 тейкер)',
  'of fills of resting orders': 'с исполнений стоящих ордеров',
  'of all other fills': 'со всех прочих исполнений',
  'of every taker fill, 1 is 0.01 % (default 1)': 'каждого исполнения тейкера, 1 — это 0.01 % (по умолчанию 1)',
  'market impact on top: factor × volatility × √(share of the bar’s volume), about 1 (default 0)':
    'сверх того влияние на рынок: множитель × волатильность × √(доли объёма свечи), около 1 (по умолчанию 0)',
  'earlier bars that the volatility of the impact is measured on (default 20)':
    'по скольким прежним свечам меряется волатильность для влияния (по умолчанию 20)',
  'largest slippage with impact (default 1000)': 'наибольшее проскальзывание с влиянием (по умолчанию 1000)',
  'from the close at which an order is given to when it can fill (default 0)':
    'от закрытия, при котором дан ордер, до его возможного исполнения (по умолчанию 0)',
  'largest target in times of equity (default 1)': 'наибольшая цель в размерах счёта (по умолчанию 1)',
  'largest share of a bar’s volume that one symbol trades, 0.1 is 10 % (default: no cap)':
    'наибольшая доля объёма свечи на один символ, 0.1 — это 10 % (по умолчанию без предела)',
  'of equity; a smaller change of a position is not traded, except to flat (default 0)':
    'доля счёта; меньшее изменение позиции не торгуется, кроме закрытия (по умолчанию 0)',
  'interest a year on what margin borrows, 0.05 is 5 % (default 0)':
    'годовые проценты на заёмное, 0.05 — это 5 % (по умолчанию 0)',
  'cap on all positions together, longs and shorts added up, in times of equity (default: none)':
    'предел всех позиций вместе, лонги плюс шорты, в размерах счёта (по умолчанию нет)',
  'cap on longs less shorts, or the other way round, in times of equity (default: none)':
    'предел лонгов минус шорты или наоборот, в размерах счёта (по умолчанию нет)',
  'cap on the longs, and on the shorts, of symbols that move together, in times of equity (default: none)':
    'предел лонгов и предел шортов символов, которые движутся вместе, в размерах счёта (по умолчанию нет)',
  'correlation of returns from which on symbols move together (default 0.7)':
    'с какой корреляции доходностей символы движутся вместе (по умолчанию 0.7)',
  'bars that it is measured over, once a day (default 500)':
    'по скольким свечам её мерить, раз в день (по умолчанию 500)',
  'how far one decision may raise a position, in times of equity (default: none)':
    'насколько одно решение может увеличить позицию, в размерах счёта (по умолчанию без предела)',
  'loss from the peak at which everything is closed for good, 0.3 is 30 % (default: none)':
    'потеря от вершины, при которой всё закрывается насовсем, 0.3 — это 30 % (по умолчанию нет)',
  'when an order given at a close fills (default next-open; close is optimistic)':
    'когда исполняется ордер, данный при закрытии (по умолчанию next-open; close слишком хорош)',
  'what is traded (default perp; spot allows no shorts and has no funding)':
    'что торгуется (по умолчанию perp; на spot нет шортов и фандинга)',
  'settled funding: a file, or a symbol whose funding is stored; once for each symbol':
    'фандинг: файл или символ, чей фандинг сохранён; по разу на символ',
  'bars of the mark price at the interval of the run, for liquidation and funding; may be repeated':
    'свечи цены маркировки того же интервала, для ликвидации и фандинга; можно повторять',
  'tick, step and least value of orders: JSON, or binance-spot, binance-um':
    'шаг цены, шаг количества и наименьшая стоимость ордеров: JSON или binance-spot, binance-um',
  'JSON of maintenance-margin tiers instead of the built-in ones':
    'JSON ступеней поддерживающей маржи вместо встроенных',
  'JSONL of observations that a regime model may see beside the bars, or "store"':
    'JSONL наблюдений, которые модель режима видит кроме свечей, или "store"',
  'how far news alone may raise a multiplier: where it could matter the model is asked a second time without it (default: not capped)':
    'насколько одни новости могут поднять множитель: где это важно, модель спрашивают второй раз без них (по умолчанию без предела)',
  'model calls under way at once (default: as many as the server is found to bear, up to 8)':
    'сколько вызовов модели сразу (по умолчанию сколько выдерживает сервер, до 8)',
  'read probabilities as those before them say they should be read: platt, isotonic, beta; only from decisions whose outcome was known':
    'читать вероятности так, как велят прежние: platt, isotonic, beta; только по решениям с известным исходом',
  'trade only what measured skill has earned: walk-forward (the default), by the decisions of the run; or an evaluation id, or latest':
    'торговать лишь заработанное измеренным качеством: walk-forward (по умолчанию) — по решениям самого бэктеста; или имя оценки, или latest',
  'JSON with release dates and cutoffs of models: from when on the decisions of --earned walk-forward count':
    'JSON с датами выхода и границами знаний моделей: с какого времени считаются решения для --earned walk-forward',
  'confidence intervals by block bootstrap (default 1000 samples)':
    'доверительные интервалы блочным бутстрэпом (по умолчанию 1000 выборок)',
  'folder that the run folder is made in (default user_data/runs)':
    'где создать папку бэктеста (по умолчанию user_data/runs)',
  'also write trades and series as CSV, for a spreadsheet': 'записать сделки и ряды и как CSV, для таблиц',
  'leave equity curve and closes out of the run folder; the report is drawn all the same':
    'не хранить в папке кривую счёта и закрытия; отчёт всё равно будет',
  'run a recorded run again and prove that the result is the same':
    'повторить записанный бэктест и доказать, что результат тот же',
  'Check that no decision of a strategy depends on bars that had not happened yet':
    'Проверить, что ни одно решение стратегии не зависит от ещё не наступивших свечей',
  'moments at which the data are cut (default 24)': 'сколько моментов, в которых данные обрезаются (по умолчанию 24)',
  'The runs of backtests: list them, show one, clear old ones away':
    'Записанные бэктесты: перечислить, показать один, удалить старые',
  'List the runs: what was run on what, how it came out, and what it takes on disk':
    'Перечислить бэктесты: что на чём, чем кончилось и сколько занимает на диске',
  'the newest, or the greatest, first': 'сначала новые или сначала наибольшие',
  'so many of them': 'сколько показать',
  'Show one run as it was shown when it was made, and where its report is':
    'Показать бэктест, как при создании, и где его отчёт',
  'its id, a part of it, or "latest"': 'его имя, часть имени или "latest"',
  'Delete runs': 'Удалить бэктесты',
  'do not ask first': 'не спрашивать',
  'their ids, or parts of them': 'их имена или части имён',
  'Delete old runs: those that none of the options keeps':
    'Удалить старые бэктесты: те, что не оставляет ни один параметр',
  'keep the newest N': 'оставить N последних',
  'keep what is younger, e.g. 30d, 12h': 'оставить те, что моложе, например 30d, 12h',
  'delete folders of runs that cannot be read, too': 'удалить и нечитаемые папки бэктестов',
  'only say which would go': 'только сказать, какие будут удалены',
  'List every backtest that was tried, given up ones included: what a good one is to be judged by':
    'Перечислить все попытки бэктестов, и прерванные: по ним судят удачные',
  'only those on this pair, e.g. BTCUSDT': 'только на этой паре, например BTCUSDT',
  'Say whether a model’s probabilities mean anything, beside baselines, and what may be traded on them':
    'Сказать, значат ли что-нибудь вероятности модели рядом со статистическими правилами и что по ним можно торговать',
  'bars of the asset: a file, or a stored series': 'свечи актива: файл или сохранённый ряд',
  'what models may see beside the bars: a JSONL file, or "store"':
    'что модели видят кроме свечей: файл JSONL или "store"',
  'provider/model, baseline/NAME or an ensemble; may be repeated (default LLM_MODEL)':
    'поставщик/модель, baseline/ИМЯ или ансамбль; можно повторять (по умолчанию LLM_MODEL)',
  'prompt to ask with; every model is asked with each (default LLM_PROMPT)':
    'каким промптом спрашивать; каждую модель — каждым (по умолчанию LLM_PROMPT)',
  'first decision (UTC; default: once the bars show 30-day trends)':
    'первое решение (UTC; по умолчанию когда по свечам видны тренды за 30 дней)',
  'end of the decisions, not included (default: all)': 'конец решений, не включается (по умолчанию все)',
  'how far ahead is judged (default HORIZON_HOURS)': 'на сколько вперёд (по умолчанию HORIZON_HOURS)',
  'time between decisions (default: the horizon)': 'время между решениями (по умолчанию горизонт)',
  'fields shown to the models: those nearly all decisions have (default), those history can supply, or all':
    'поля для моделей: те, что есть почти у всех решений (по умолчанию), те, что даёт история, или все',
  'ask also masked and changed forms of some decisions (default 100)':
    'спросить и скрытые и изменённые формы некоторых решений (по умолчанию 100)',
  'ask every decision that has news a second time, without them':
    'спросить каждое решение с новостями второй раз, без них',
  'what the opinions scale, for the share of the P&L that is theirs':
    'что умножают мнения: чтобы узнать их долю в доходе',
  'a parameter of that strategy; may be repeated': 'параметр этой стратегии; можно повторять',
  'leave the P&L out': 'без дохода',
  'circular shifts of the opinions (default 999)': 'круговых сдвигов мнений (по умолчанию 999)',
  'most that asking may cost; checked before the first question':
    'сколько самое большее могут стоить вопросы; проверяется до первого',
  'when you last chose settings with results in view': 'когда вы в последний раз выбирали настройки, видя результаты',
  'days after a training cutoff that do not count (default 30)':
    'сколько дней после границы знаний не идут в зачёт (по умолчанию 30)',
  'JSON with release dates and cutoffs of models': 'JSON с датами выхода и границами знаний моделей',
  'resamples of each bootstrap (default 1000)': 'выборок в каждом бутстрэпе (по умолчанию 1000)',
  'freeze model, prompt and settings now; only later decisions count then':
    'зафиксировать модель, промпт и настройки сейчас; в зачёт пойдут только более поздние решения',
  'with --register: what you expect to be found': 'с --register: что вы ожидаете обнаружить',
  'with --register: chance that the result is ever wrong (default 0.05)':
    'с --register: вероятность, что результат хоть раз окажется неверным (по умолчанию 0.05)',
  'list what is registered, or report on one, by number or hash':
    'перечислить зафиксированное или отчёт об одном, по номеру или хешу',
  'folder that the evaluation is made in (default user_data/evaluations)':
    'где создать папку оценки (по умолчанию user_data/evaluations)',
};
