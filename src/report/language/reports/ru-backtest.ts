/** The reports of a backtest and of several side by side. */
export const reportBacktestRu = {
  'Backtest: {name}': 'Бэктест: {name}',
  'A backtest shows what would have happened under its assumptions. It does not say what will happen.':
    'Бэктест показывает, что было бы при его допущениях. Что будет, он не говорит.',
  '{initial} became {final} ({change}). Buying {symbol} and holding it would have made {held} ({by}).':
    '{initial} превратились в {final} ({change}). Если купить {symbol} и держать, было бы {held} ({by}).',
  '{n} points less than buying and holding': 'на {n} п. п. меньше, чем «купить и держать»',
  '{n} points more than buying and holding': 'на {n} п. п. больше, чем «купить и держать»',
  'maximum drawdown': 'максимальная просадка',
  'buy and hold: {value}': '«купить и держать»: {value}',
  'buy and hold: {value}; above 1 is good': '«купить и держать»: {value}; выше 1 — хорошо',
  'Return for risk (Sharpe)': 'Доходность на риск (Шарп)',
  'round trips': 'от входа до выхода',
  '{share} of them won': 'прибыльных {share}',
  '{share} of the initial account': '{share} начального счёта',
  'of {n} {n:bar|bars} of {length}': 'из {n} {n:свечи|свечей|свечей} по {length}',
  '{names} and {n} more': '{names} и ещё {n}',
  'bars of {length}': 'свечи {length}',

  'Account value over time': 'Счёт во времени',
  'From {initial} on {from} to {final} on {to}; buying and holding {symbol} ended at {held}. The largest loss from a peak was {loss}.':
    'С {initial} на {from} до {final} на {to}; «купить и держать» {symbol} дало {held}. Наибольшая просадка {loss}.',
  'Scale of the value axis': 'Шкала оси значений',
  Linear: 'Лин.',
  Log: 'Лог.',
  'the account': 'счёт',
  'Account value': 'Счёт',
  'Cash plus positions at the market price, after all costs.':
    'Деньги и позиции по рыночной цене, после всех издержек.',
  'Buy and hold': '«Купить и держать»',
  'Buy and hold {symbol}': '«Купить и держать» {symbol}',

  'Loss from the highest value so far': 'Потеря от наивысшего значения до этого времени',
  'the losses from the peak': 'просадки',
  'Losses from the peak': 'Просадки',
  'The account was never below an earlier value.': 'Счёт ни разу не опускался ниже прежнего значения.',
  'The deepest took {depth}, from {peak} to {trough}; it was not made up by the end, {length} after the peak.':
    'Самая глубокая отняла {depth}, с {peak} по {trough}; к концу, через {length} после вершины, она не отыграна.',
  'The deepest took {depth}, from {peak} to {trough}; it was made up by {end}, {length} after the peak.':
    'Самая глубокая отняла {depth}, с {peak} по {trough}; она отыграна к {end}, через {length} после вершины.',
  'The deepest falls': 'Самые глубокие просадки',
  Depth: 'Глубина',
  Peak: 'Вершина',
  Lowest: 'Дно',
  'Made up': 'Отыграна',
  Days: 'Дней',
  'not yet': 'ещё нет',

  'Price, entries and exits': 'Цена, входы и выходы',
  'Prices, with where trades began (triangle up: long, down: short) and ended (cross).':
    'Цены и места, где сделки начались (треугольник вверх — лонг, вниз — шорт) и кончились (крест).',
  'The colours behind are the regime as the strategy knew it.': 'Цвета позади — режим, каким его знала стратегия.',
  'The first {most} of {n} {n:symbol|symbols}.': 'Первые {most} из {n} {n:символа|символов|символов}.',
  'Wheel or pinch to zoom, drag to move (dragging over the whole run picks a stretch of it), double-click for the whole run; keys: + − arrows 0. Choosing a trade in the table shows it here.':
    'Масштаб — колесом или двумя пальцами, сдвиг — перетаскиванием (на целом бэктесте оно выбирает отрезок), двойной щелчок показывает всё; клавиши: + − стрелки 0. Сделка, выбранная в таблице, показывается здесь.',
  'Price of {symbol} with entries and exits': 'Цена {symbol} со входами и выходами',
  'Prices of {symbol}; {marked}.': 'Цены {symbol}; {marked}.',
  Bullish: 'Рост',
  Bearish: 'Падение',
  Neutral: 'Нейтрально',
  'The page holds every bar of {length}.': 'На странице есть каждая свеча {length}.',
  'The page holds candles of {length} (highs and lows kept).':
    'На странице свечи {length} (максимумы и минимумы сохранены).',
  'The page holds candles of {length} (highs and lows kept), and every bar of {bar} around {n} {n:trade|trades}.':
    'На странице свечи {length} (максимумы и минимумы сохранены) и каждая свеча {bar} вокруг {n} {n:сделки|сделок|сделок}.',
  '{regime} from {time} UTC': '{regime} с {time} UTC',
  '(probability of a bull market {n} %)': '(вероятность роста {n} %)',

  'Profit by symbol': 'Прибыль по символам',
  Won: 'Прибыльных',
  'P&L^label': 'P&L',
  'Of the account': 'От счёта',
  'Still open': 'Ещё открыто',
  'Closed trades after all costs; what was still open at the end stands beside it. Costs are those of the closed trades.':
    'Закрытые сделки после всех издержек; рядом — что осталось открытым в конце. Издержки — закрытых сделок.',
  'Symbol by symbol': 'По символам',

  'Sharpe ratio of the last {days} days': 'Коэффициент Шарпа за последние {days} дней',
  'Annualised Sharpe ratio of the daily returns of the last {days} days.':
    'Годовой коэффициент Шарпа дневных доходностей за последние {days} дней.',
  'Sharpe ratio, last {days} days': 'Коэффициент Шарпа, последние {days} дней',
  'Volatility of the last {days} days': 'Волатильность за последние {days} дней',
  'Annualised standard deviation of the daily returns of the last {days} days.':
    'Годовое стандартное отклонение дневных доходностей за последние {days} дней.',
  'Volatility a year, last {days} days': 'Волатильность за год, последние {days} дней',
  'Time in the market, last {days} days': 'Время в рынке, последние {days} дней',
  'Share of the last {days} days with a position.': 'Доля последних {days} дней с позицией.',
  'Long, share of the last {days} days': 'Лонг, доля последних {days} дней',
  Long: 'Лонг',
  Short: 'Шорт',
  'Each point looks back from its own time on: a strategy that works does so along the whole way. Returns are daily, a year has 365 days.':
    'Каждая точка смотрит назад от своего времени: стратегия, которая работает, работает на всём пути. Доходности дневные, в году 365 дней.',
  'Along the way': 'По ходу дела',

  'Return of each month': 'Доходность каждого месяца',
  Year: 'Год',
  'Return in percent of each calendar month (UTC); {up} of {n} gained.':
    'Доходность каждого календарного месяца (UTC) в процентах; в плюсе {up} из {n}.',
  'Month by month': 'По месяцам',
  'Year by year': 'По годам',
  'Return of each year': 'Доходность каждого года',

  'Distribution of trade returns': 'Распределение доходностей сделок',
  '{mean} on average, {median} in the middle (median)': 'в среднем {mean}, посередине (медиана) {median}',
  '{n} {n:trade|trades} beyond the range count in the outermost bars.':
    '{n} {n:сделка|сделки|сделок} за краями — в крайних столбцах.',
  'Number of trades by return after costs: {average} (dashed).':
    'Число сделок по доходности после издержек: {average} (пунктир).',
  'How the trades turned out': 'Чем кончились сделки',

  'Where the money went': 'Куда ушли деньги',
  'All costs together took {share} of the initial account.': 'Все издержки вместе отняли {share} начального счёта.',
  'Profit before costs, each cost, and what was left': 'Прибыль до издержек, каждая из них и что осталось',
  'Profit before costs': 'Прибыль до издержек',
  'at prices without slippage': 'по ценам без проскальзывания',
  'of it liquidation {amount}': 'из них ликвидация {amount}',
  'Trading fees': 'Торговые комиссии',
  Slippage: 'Проскальзывание',
  'fills worse than the quoted price': 'исполнение хуже цены',
  received: 'получено',
  'Borrow interest': 'Проценты по займу',
  'Change of the account': 'Изменение счёта',
  'USD, not taken from the account': 'USD, не со счёта',
  'Left in the end': 'Осталось в итоге',

  'Statistics of the strategy and of buying and holding': 'Показатели стратегии и «купить и держать»',
  Measure: 'Показатель',
  Strategy: 'Стратегия',
  '{share} interval': 'интервал {share}',
  'What it says': 'Что это значит',
  'A year is 365 days. One history is one sample: the true values may lie far from these.':
    'В году 365 дней. Одна история — одна выборка: истинные значения могут быть далеко от этих.',
  'A year is 365 days. Intervals hold the true value with {share} probability if the future resembles this history (block bootstrap, {samples} samples of blocks of {n} periods).':
    'В году 365 дней. Интервалы содержат истинное значение с вероятностью {share}, если будущее похоже на эту историю (блочный бутстрап, выборок {samples}, периодов в блоке {n}).',
  'All measures': 'Все показатели',

  'Assumptions and refusals': 'Допущения и отказы',
  'What the run had to assume, and the orders it did not carry out.':
    'Что бэктесту пришлось допустить и какие ордера он не исполнил.',
  'No bar touched both a stop and a target, so there is only one way to read the data.':
    'Ни одна свеча не задела и стоп, и цель, поэтому прочесть данные можно только одним способом.',
  'this report': 'этот отчёт',
  '{n} {n:bar|bars} touched both a stop and a target, and no finer data said which came first. The whole run under both readings:':
    '{n} {n:свеча задела|свечи задели|свечей задели} и стоп, и цель, и по более мелким данным не видно, что было первым. Весь бэктест при обоих прочтениях:',
  Reading: 'Прочтение',
  'Final value': 'В конце',
  Pessimistic: 'Пессимистичное',
  Optimistic: 'Оптимистичное',
  'No order was refused.': 'Ни один ордер не отклонён.',
  '{n} refused {n:order|orders}': '{n} {n:отклонённый ордер|отклонённых ордера|отклонённых ордеров}',
  Times: 'Раз',
  'The first {n}': 'Первые {n}',
  'Counted on the way': 'Подсчитано по ходу',
  Number: 'Число',

  'The first {shown} of {n}; the other {rest} are in trades.csv beside this page.':
    'Первые {shown} из {n}; остальные {rest} — в trades.csv рядом с этой страницей.',
  '{n} round {n:trip|trips}, after all costs.': '{n} {n:сделка|сделки|сделок} от входа до выхода, после всех издержек.',
  'There was no trade.': 'Сделок не было.',
  '#': '№',
  Side: 'Сторона',
  'Opened (UTC)': 'Открыта (UTC)',
  'Closed (UTC)': 'Закрыта (UTC)',
  Held: 'Длилась',
  Quantity: 'Количество',
  Entry: 'Вход',
  Exit: 'Выход',
  'Closed by': 'Закрыта',
  Filter: 'Фильтр',
  'long, stop, 2024-03 …': 'лонг, стоп, 2024-03 …',
  Show: 'Показать',
  'all^trades': 'все',
  winners: 'прибыльные',
  losers: 'убыточные',
  'Table of trades': 'Таблица сделок',
  'Trades in the order in which they were closed': 'Сделки в том порядке, в каком они закрыты',
  'Still open at the end': 'Осталось открытым в конце',
  '{side} {quantity} {symbol} since {time} at {price}, marked at {mark}: {pnl} before the cost of closing.':
    '{side} {quantity} {symbol} с {time} по {price}, оценка по {mark}: {pnl} до издержек закрытия.',

  'Data of the run': 'Данные бэктеста',
  'Made with {code}.': 'Сделано программой {code}.',
  'Configuration and data': 'Настройки и данные',
  'Everything that is needed to repeat the run bit by bit.': 'Всё, что нужно, чтобы повторить бэктест бит в бит.',

  'Comparison of {n} backtests': 'Сравнение бэктестов: {n}',
  Runs: 'Бэктесты',
  '{strategy} on {symbols} ({length}), {from} to {to}': '{strategy} на {symbols} ({length}), {from} – {to}',
  'not set': 'не задано',
  '{run} ended {change} from its start': '{run} окончил на {change} от начала',
  'The first {n} curves are drawn; the tables hold all.': 'Нарисованы первые {n}; в таблицах — все.',
  Growth: 'Рост счёта',
  'Account value against its own start, after all costs.': 'Счёт относительно своего начала, после всех издержек.',
  'Growth of the accounts': 'Рост счетов',
  'How far each account lay below its highest value so far.':
    'Насколько каждый счёт был ниже своего наивысшего значения.',
  'A year is 365 days. One history is one sample.': 'В году 365 дней. Одна история — одна выборка.',
  'In quote currency; below 0: received.': 'В валюте котировки; ниже 0 — получено.',
  Cost: 'Издержки',
};
