import type { Phrasebook } from './patterns.js';

/** What is said of the engine and strategies. */
export const ENGINE_IN_RUSSIAN: Phrasebook = {
  'An account needs at least one symbol, and each once.': 'Счёту нужен хотя бы один символ, и каждый один раз.',
  'Bars are fed by moment: at least one, and all with the same open time.':
    'Свечи подаются по моментам: хотя бы одна, и все с одним временем открытия.',
  'A bar of {1} was fed after one of {2}: bars come in order.':
    'Свеча {1} подана после свечи {2}: свечи идут по порядку.',
  'Mark bars of {1} are given, but the specification announced none.':
    'Даны свечи маркировки {1}, а в спецификации их нет.',
  'set marks: true for the symbol': 'задайте для символа marks: true',
  'The account knows no symbol "{1}".': 'Счёт не знает символа "{1}".',
  'its version is {1}, not 1': 'его версия {1}, а не 1',
  'it is of {1}, not of {2}': 'оно для {1}, а не для {2}',
  'it was made with other settings': 'оно сделано с другими настройками',
  'The state does not belong to this account: {1}.': 'Состояние не от этого счёта: {1}.',
  'restore it with the specification it was made with, by the version of the program that made it':
    'восстановите его с той спецификацией и той версией программы, с которыми оно сделано',
  'onBar returned a Promise; it must return an order or null at once.':
    'onBar вернул Promise, а должен сразу вернуть ордер или null.',
  'ask models before the run (a regime series) and make onBar synchronous':
    'спросите модели до бэктеста (ряд режимов) и сделайте onBar синхронным',
  'The backtest was cancelled after {1} of {2} bars.': 'Бэктест отменён после {1} из {2} свечей.',
  'A backtest needs {1}: {2}.': 'Бэктесту нужно {1}: {2}.',
  'a list with { bars } for each symbol': 'список с { bars } для каждого символа',
  'a BarSeries, such as BarSeries.fromRows or CSVDataFeed gives':
    'BarSeries, какой дают BarSeries.fromRows или CSVDataFeed',
  'an instance (new Mine()), not the class': 'экземпляр (new Mine()), а не класс',
  'an object with a method onBar': 'объект с методом onBar',
  'The opinion of {1} took {2} ms, and fill "close" fills at the very close it was asked at: use "next-open".':
    'Мнение {1} заняло {2} мс, а исполнение "close" происходит по тому самому закрытию, на котором спросили: используйте "next-open".',
  'equityColumn has room for {1} of {2} steps.': 'В equityColumn место для {1} из {2} шагов.',
  'The run has no bars of "{1}".': 'В бэктесте нет свечей "{1}".',
  'Indicator.at({1}): whole bars from 0 to {2} can be asked.':
    'Indicator.at({1}): спросить можно целые свечи от 0 до {2}.',
  'Indicators are declared in init, not in onBar.': 'Индикаторы объявляют в init, а не в onBar.',
  'move the call to init(context) and keep the result in a field':
    'перенесите вызов в init(context) и сохраните результат в поле',
  '{1}({2}): the period must be a whole number of bars from 1.': '{1}({2}): период — целое число свечей не меньше 1.',
  'Timeframes are declared in init, not in onBar.': 'Таймфреймы объявляют в init, а не в onBar.',
  'A backtest needs the bars of at least one symbol.': 'Бэктесту нужны свечи хотя бы одного символа.',
  'The bars of {1} are given twice.': 'Свечи {1} даны дважды.',
  'There are no bars of {1} in the chosen range.': 'В выбранном диапазоне нет свечей {1}.',
  'The bars of {1} are {2} ms long, those of {3} {4} ms: one run needs one interval; resample first.':
    'Длина свечей {1} — {2} мс, а {3} — {4} мс: бэктесту нужен один интервал; сначала пересоберите свечи.',
  'The finer bars of {1} are not finer than {2} ms.': 'Более мелкие свечи {1} не мельче {2} мс.',
  'The mark bars of {1} are not {2} ms long.': 'Длина свечей маркировки {1} — не {2} мс.',
  'Mark bars of {1} are given, but plain spot has no mark price: leave them out, or use "perp" or "margin".':
    'Даны свечи маркировки {1}, но у обычного спота нет цены маркировки: уберите их или используйте "perp" или "margin".',
  'Funding of {1} is given, but {2} pays none.': 'Дан фандинг {1}, но {2} его не платит.',
  'use instrument "perp" or leave the funding out': 'используйте инструмент "perp" или уберите фандинг',
  'Funding row {1} of {2}: {3}.': 'Строка фандинга {1} символа {2}: {3}.',
  'The funding columns of {1} differ in length.': 'Столбцы фандинга {1} разной длины.',
  'the time is not a number': 'время — не число',
  'the time is not after the row before': 'время не позже предыдущей строки',
  'the rate {1} is not a fraction below 1': 'ставка {1} — не доля меньше 1',
  'the mark {1} is not a price above 0': 'цена маркировки {1} — не цена больше 0',
  'concurrency is {1}: it must be a whole number from 1 on.': 'concurrency — {1}, а нужно целое число не меньше 1.',
  'on_failure is "baseline", but no baseline was handed in.':
    'on_failure — "baseline", но статистическое правило не передано.',
  '{1} gave no opinion for any of the first {2} of {3} decisions: {4}':
    '{1} не высказала мнения ни по одному из первых {2} из {3} решений: {4}',
  'give more bars before the run begins, since trends are measured on them':
    'дайте больше свечей до начала бэктеста: по ним измеряются тренды',
  'run "{1}" to see whether the model answers, or choose {2}':
    'выполните "{1}", чтобы увидеть, отвечает ли модель, или выберите {2}',
  'A news cap needs temperature 0, and it is {1}: above 0 the answers with and without news differ by chance too.':
    'Пределу новостей нужна температура 0, а она {1}: при большей ответы с новостями и без них различаются и случайно.',
  'set the temperature to 0, or leave the cap out': 'задайте температуру 0 или уберите предел',
  'The regime was asked for {1} of {2} decisions, then a limit refused: {3}':
    'Режим спросили для {1} из {2} решений, затем ограничение не пропустило следующий вопрос: {3}',
  '{1}; the {2} answers are recorded, so that going on asks only for the rest':
    '{1}; ответы ({2}) записаны, и при продолжении будут заданы только остальные вопросы',
  'raise the limit': 'увеличьте ограничение',
  'The news cap is {1}: it must be a number from 0 on, such as 0.5.':
    'Предел новостей — {1}, а нужно число не меньше 0, например 0.5.',
  'The earned share at {1} is {2}: it must be in [0, 1].': 'Заработанная доля на {1} — {2}, а нужно число из [0, 1].',
  'A regime model looks at hourly bars, and bars of {1} h cannot be cut into hours: give bars of 1h or finer, or hourly bars as observations.':
    'Модель режима смотрит на часовые свечи, а свечи по {1} ч на часы не разрезать: дайте свечи 1h или короче или часовые свечи как наблюдения.',
  'The setting {1} must be {2}, not {3}.': 'Настройка {1} должна быть такой: {2}, а не {3}.',
  'a fraction below 0.1 (0.001 is 0.1 %)': 'доля меньше 0.1 (0.001 — это 0.1 %)',
  'a fraction in [0, 0.1) (0.001 is 0.1 %)': 'доля из [0, 0.1) (0.001 — это 0.1 %)',
  'in [0, 10,000)': 'из [0, 10,000)',
  'at least 0': 'не меньше 0',
  'at least 2': 'не меньше 2',
  'at least 0 ms': 'не меньше 0 мс',
  '0 with fill "close": an order that fills at its own close has no latency':
    '0 при исполнении "close": у ордера, который исполняется по своему же закрытию, нет задержки',
  'at most 1 for spot (use instrument "margin" or "perp")':
    'не больше 1 для спота (используйте инструмент "margin" или "perp")',
  'a share of the volume in (0, 1]': 'доля объёма из (0, 1]',
  'in [0, 1)': 'из [0, 1)',
  '0 for {1}: only instrument "margin" borrows': '0 для {1}: занимает только инструмент "margin"',
  'before the first bar, in reset or init': 'до первой свечи, в reset или init',
  'at bar {1} of {2} ({3})': 'на свече {1} из {2} ({3})',
  'Strategy {1} threw {2}: {3}': 'Стратегия {1} выбросила исключение {2}: {3}',
  'fix the strategy; the run was stopped and nothing written':
    'исправьте стратегию; бэктест остановлен, ничего не записано',
  'exit must not be longer than entry': 'exit не должен быть длиннее entry',
  'yes or no': 'yes или no',
  'a text': 'текст',
  'an object': 'объект',
  'of type {1}': 'вида {1}',
  'at least {1}': 'не меньше {1}',
  'above {1}': 'больше {1}',
  'at most {1}': 'не больше {1}',
  'below {1}': 'меньше {1}',
  ' Did you mean "{1}"?': ' Может быть, "{1}"?',
  'There is no strategy "{1}": choose one of {2}, or a file.{3}':
    'Нет стратегии "{1}": выберите одну из {2} или файл.{3}',
  '"{1}" is not a parameter: write name=value.': '"{1}" — не параметр стратегии: пишите имя=значение.',
  'oversold < exit < overbought must hold': 'должно выполняться oversold < exit < overbought',
  'expected "{1}"': 'ожидается "{1}"',
  '{1}, found {2}': '{1}, найдено {2}',
  'the end': 'конец',
  'expected the end': 'ожидается конец',
  'too many parentheses': 'слишком много скобок',
  'expected <, <=, >, >=, "crosses above" or "crosses below"':
    'ожидается <, <=, >, >=, "crosses above" или "crosses below"',
  'expected "above" or "below" after "crosses"': 'после "crosses" ожидается "above" или "below"',
  'expected a number or a name': 'ожидается число или имя',
  'there is no function "{1}"; there are {2}{3}': 'нет функции "{1}"; есть {2}{3}',
  '{1} takes {2} value, not {3}': '{1} принимает значений {2}, а не {3}',
  '{1} takes {2} values, not {3}': '{1} принимает значений {2}, а не {3}',
  'expected a whole number of bars from 0 to {1} after "{2}["': 'после "{2}[" ожидается целое число свечей от 0 до {1}',
  '"{1}" does not belong here{2}': '"{1}" здесь не на месте{2}',
  ': write {1}': ': напишите {1}',
  ' (did you mean "{1}"?)': ' (может быть, "{1}"?)',
  '; declare it first: indicators: { {1}: { {2}: {3} } }': '; сначала объявите его: indicators: { {1}: { {2}: {3} } }',
  'expected one indicator, such as { sma: 20 }; there are {1}':
    'ожидается один индикатор, например { sma: 20 }; есть {1}',
  'there is no "{1}" here{2}': 'здесь нет "{1}"{2}',
  'is missing': 'отсутствует',
  'must have {1} in the list': 'должно содержать в списке {1}',
  'is {1}: it must be {2}': '— {1}, а нужно {2}',
  '"{1}" has a meaning of its own: choose another name': 'у "{1}" есть свой смысл: выберите другое имя',
  '"{1}" is not a name: use letters, digits and _': '"{1}" — не имя: нужны буквы, цифры и _',
  'a short position cannot gain 100 %: the price would have to be 0':
    'шорт не может принести 100 %: цена должна была бы стать 0',
  '"{1}" has no past: write it without [{2}]': 'у "{1}" нет прошлого: пишите без [{2}]',
  'there is no "{1}"{2}; known are {3}{4}': 'нет "{1}"{2}; известны {3}{4}',
  'there is no "{1}"; write {2}': 'нет "{1}"; напишите {2}',
  'The rule "{1}" sells short, which plain spot cannot.':
    'Правило "{1}" открывает шорт, а обычный спот этого не может.',
  'use instrument "margin" or "perp", or take the rule out':
    'используйте инструмент "margin" или "perp" или уберите правило',
  'expected a number or an expression such as "close - 2 * range"':
    'ожидается число или выражение, например "close - 2 * range"',
  'expected a condition: text with one of {1}; or all, any, not, time':
    'ожидается условие: текст с одним из {1}; или all, any, not, time',
  'expected a fraction between 0 and 1 such as 0.02, or { price: EXPRESSION }':
    'ожидается доля между 0 и 1, например 0.02, или { price: ВЫРАЖЕНИЕ }',
  'expected a fraction between 0 and 1 such as 0.05, a gain such as 150%, or { price: EXPRESSION }':
    'ожидается доля между 0 и 1, например 0.05, прибыль, например 150%, или { price: ВЫРАЖЕНИЕ }',
  'expected a list of rules under "rules:", each with side and enter':
    'ожидается список правил под "rules:", у каждого side и enter',
  '{1} has more than {2} characters: that is not a file of rules.': 'В {1} больше {2} знаков: это не файл правил.',
  '{1} is not valid YAML, or is nested too deeply.': '{1} — недопустимый YAML, или вложенность слишком большая.',
  'fast must be shorter than slow': 'fast должна быть короче slow',
  '; it takes none': '; их у неё нет',
  '; it has {1}': '; есть {1}',
  '{1} has no parameter "{2}"{3}{4}': 'у {1} нет параметра "{2}"{3}{4}',
  '{1} (an expression with [n] has to be quoted inside [ ] or { })':
    '{1} (выражение с [n] внутри [ ] или { } берут в кавычки)',
  'Parameter {1}{2}': 'Параметр стратегии {1}{2}',
  '{1} is missing': '{1} отсутствует',
  '{1} is {2}: it must be {3}': '{1}: указано {2}, а нужно {3}',
};
