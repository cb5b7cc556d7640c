import type { Phrasebook } from './patterns.js';

/** What is said of the core and its documents. */
export const CORE_IN_RUSSIAN: Phrasebook = {
  'expected each name once': 'каждое имя должно встречаться один раз',
  '{1} cannot be repeated, {2}: {3}.': '{1} повторить нельзя, {2}: {3}.',
  'expected {1} values, found {2}': 'ожидается значений: {1}, найдено: {2}',
  'Column {1} of {2} has {3} rows, not {4}.': 'В столбце {1} символа {2} строк {3}, а не {4}.',
  'The bar interval must be a whole number of ms above 0, not {1}.':
    'Интервал свечей — целое число мс больше 0, а не {1}.',
  'is not a whole number of ms': '— не целое число мс',
  'repeats the bar before': 'повторяет предыдущую свечу',
  'is before the bar before': 'раньше предыдущей свечи',
  'is not a price above 0': '— не цена больше 0',
  'is below the low {1}': 'ниже минимума {1}',
  'is outside low {1} … high {2}': 'вне минимума {1} … максимума {2}',
  'is not a number at or above 0': '— не число, которое не меньше 0',
  'Bar {1} of {2}: {3} {4} {5}.': 'Свеча {1} символа {2}: {3} {4} {5}.',
  'fix or drop the row, then load the bars again': 'исправьте или удалите строку и загрузите свечи снова',
  '{1}; and {2} more': '{1}; и ещё {2}',
  '{1} cannot be used, since {2} ({3}): {4}.': '{1} использовать нельзя, так как {2} ({3}): {4}.',
  'unknown error ({1})': 'неизвестная ошибка ({1})',
  '"{1}" is not a bar interval: use for example 1m, 15m, 4h, 1d or 1w.':
    '"{1}" — не интервал свечей: пишите, например, 1m, 15m, 4h, 1d или 1w.',
  'a number and one of s, m, h, d, w': 'число и одна из букв s, m, h, d, w',
  '{1} of {2} hourly bars of {3} refused: {4}.': '{1} из {2} часовых свечей {3} отвергнуто: {4}.',
  'hourly bars of {1} are missing: {2}.': 'нет часовых свечей {1}: {2}.',
  '{1} sent no closed hourly bar of {2}.': '{1} не прислала ни одной закрытой часовой свечи {2}.',
  'horizon_hours is {1}: it must be above 0 and at most {2}.': 'horizon_hours — {1}, а нужно больше 0 и не больше {2}.',
  'left out: {1}': 'убрано: {1}',
  'stale: the last {1} is {2} old, over the limit of {3}': 'устарело: последнему значению {1} уже {2}, предел {3}',
  'not computable from {1}: the result is not a finite number': 'по {1} не вычислить: результат — не конечное число',
  'no free source offers it': 'его не даёт ни один бесплатный источник',
  'only {1} of the 30 days of {2} before it are there': 'из 30 дней {2} перед этим есть только {1}',
  'the 30-day mean of {1} is not positive': '30-дневное среднее {1} не положительно',
  'no {1} of 7 days before is there': 'нет {1} за 7 дней до этого',
  'the order book holds a level that is not a positive price with a size.':
    'в стакане есть уровень, который не положительная цена с размером.',
  'bids and no asks': 'покупки без продаж',
  'the order book has no {1}.': 'в стакане нет {1}.',
  'the order book is crossed: best bid {1} is not below best ask {2}.':
    'стакан пересечён: лучшая цена покупателя {1} не ниже лучшей цены продавца {2}.',
  'no order rests within {1} % of the middle of the book.':
    'в пределах {1} % от середины стакана нет ни одного ордера.',
  '{1} is {2}: it must be a finite number of at least 0.': '{1}: указано {2}, а нужно конечное число не меньше 0.',
  'a finite number ≥ 0': 'конечное число ≥ 0',
  'weights.deadZone is {1}: it must be below 1.': 'weights.deadZone — {1}, а нужно меньше 1.',
  'news_cap is {1}: it must be a finite number of at least 0.': 'news_cap — {1}, а нужно конечное число не меньше 0.',
  'share is {1}: it must be in [0, 1].': 'share — {1}, а нужно число из [0, 1].',
  'the {1} prompt is empty': 'часть промпта {1} пуста',
  'the user prompt shows no data: it needs one of {1}': 'часть промпта user не показывает данных: нужно одно из {1}',
  'base_{1}_size is {2}: it must be a finite number of at least 0.':
    'base_{1}_size — {2}, а нужно конечное число не меньше 0.',
  '{1} did not finish its answer ({2}).': '{1} не закончила ответ ({2}).',
  'The answer is full of brackets and values: write one JSON object only.':
    'Ответ полон скобок и значений: пишите только один объект JSON.',
  'The answer ends inside its thinking: close the thinking and write the JSON object after it.':
    'Ответ кончается внутри размышления: закройте размышление и после него напишите объект JSON.',
  'The answer is nested deeper than {1} levels: write one flat object.':
    'Вложенность ответа больше {1} уровней: пишите один плоский объект.',
  'The answer breaks off inside the JSON object: write it whole and shorter.':
    'Ответ обрывается внутри объекта JSON: напишите его целиком и короче.',
  'More than one object gives {1}: write exactly one JSON object.':
    '{1} есть не в одном объекте: пишите ровно один объект JSON.',
  'The assessment is inside an array, a text or another object: write the object itself, with {1} at its top level.':
    'Оценка стоит внутри массива, текста или другого объекта: напишите сам объект, с {1} на верхнем уровне.',
  'The JSON object is broken at character {1}, where {2} is expected.':
    'Объект JSON нарушен на знаке {1}, где ожидается {2}.',
  'The JSON object has no prob_bull: give prob_bull and prob_bear.':
    'В объекте JSON нет prob_bull: дайте prob_bull и prob_bear.',
  'The JSON object has no {1}: give every field of the schema.': 'В объекте JSON нет {1}: дайте каждое поле схемы.',
  'The answer has no JSON object: write exactly one, with every field of the schema.':
    'В ответе нет объекта JSON: напишите ровно один, с каждым полем схемы.',
  '":" after the key': '":" после ключа',
  '"," or "}"': '"," или "}"',
  '"," or "]"': '"," или "]"',
  'a comment': 'примечание',
  'a digit': 'цифра',
  'a value': 'значение',
  'a hexadecimal digit': 'шестнадцатеричная цифра',
  'a key': 'ключ',
  '"u" after "\\" in a key': '"u" после "\\" в ключе',
  'the closing quote of a text on the same line': 'закрывающая кавычка на той же строке',
  'the rest of an escape': 'остаток экранирования',
  'an escape other than a digit': 'экранирование, но не цифры',
  'The answer is not a text.': 'Ответ — не текст.',
  'The answer has {1} characters: at most {2} are read.': 'В ответе {1} знаков: читается не больше {2}.',
  'one JSON object with the fields of a regime assessment': 'один объект JSON с полями оценки режима',
  'Bars of {1} ms cannot become bars of {2} ms: it must be a whole multiple.':
    'Из свечей по {1} мс нельзя сделать свечи по {2} мс: нужно целое кратное.',
  'The limit {1} must be {2}, not {3}.': 'Предел {1} должен быть таким: {2}, а не {3}.',
  'above 0': 'больше 0',
  'a correlation between 0 and 1': 'корреляция от 0 до 1',
  'a whole number of bars from {1} on': 'целое число свечей не меньше {1}',
  'The limit {1} does nothing where the exposure of groups is not limited: give {2} as well.':
    'Предел {1} ничего не делает там, где позиции групп не ограничены: задайте и {2}.',
  'a fraction between 0 and 1': 'доля между 0 и 1',
  'base_asset "{1}" is not a trading symbol: use a pair against a USD currency such as BTCUSDT or ETHUSDC.':
    'base_asset "{1}" — не торговый символ: возьмите пару к долларовой валюте, например BTCUSDT или ETHUSDC.',
  'a pair against a USD currency, e.g. BTCUSDT': 'пара к долларовой валюте, например BTCUSDT',
  'set BASE_ASSET or {1} to such a pair': 'задайте такую пару в BASE_ASSET или {1}',
  'The specification of a backtest is wrong{1}: {2}.': 'Спецификация бэктеста неверна{1}: {2}.',
  ' at {1}': ', {1}',
  'you have no right to it': 'на это нет прав',
  'choose another place, or give yourself the right': 'выберите другое место или дайте себе права',
  'the disk is full': 'диск заполнен',
  'make room, then run the same command again': 'освободите место и выполните ту же команду снова',
  'a part of the path is a file and no folder': 'часть пути — файл, а не папка',
  'choose another place, or move the file away': 'выберите другое место или уберите файл',
  'the disk is read-only': 'диск доступен только для чтения',
  'choose another place': 'выберите другое место',
  'your share of the disk is used up': 'ваша доля диска исчерпана',
  'the disk takes no file of this size': 'диск не принимает файлов такого размера',
  'name a file': 'назовите файл',
  'the name is too long': 'имя слишком длинное',
  'choose a shorter one': 'выберите имя короче',
  'its links go in a circle': 'ссылки ходят по кругу',
  'a file': 'файл',
  '{1} from {2}': '{1} из {2}',
  'no observation of it was known at this time': 'в это время ни одно наблюдение о нём не было известно',
  '{1} is revised by its publisher, and the oldest copy at hand was retrieved later ({2}): it would see the future':
    '{1} пересматривается издателем, а самая старая копия под рукой получена позже ({2}): она видела бы будущее',
  'there is no placeholder {1} (there are {2})': 'нет подстановки {1} (есть {2})',
  '{1} belongs into the {2} prompt': '{1} относится к части промпта {2}',
  '{1} must stand alone on its line': '{1} должно стоять на отдельной строке',
  'two braces that are no placeholder: write one, or put a space between them':
    'две фигурные скобки, которые не подстановка: поставьте одну или пробел между ними',
  '{1}{2} is an inverse contract, margined and settled in coins: its profit is not price × amount, and here it would be counted as if it were. Use the contract settled in USDT or USDC, or the spot pair.':
    '{1}{2} — обратный контракт, с маржой и расчётом в монетах: его прибыль — не цена × количество, а здесь она считалась бы именно так. Возьмите контракт с расчётом в USDT или USDC или спотовую пару.',
  bids: 'покупок',
  asks: 'продаж',
  'the {1} of {2} is more than twice or less than half of its other prices of the same moment: not used.':
    '{1} от {2} больше чем вдвое отличается от других его цен того же момента: не используется.',
  '{1} answered for another symbol, and its {2} does not say which it is of: not used.':
    '{1} ответил о другом символе, и его {2} не говорит, к какому относится: не используется.',
  'The question with news failed ({1}), so the answer without news counts.':
    'Вопрос с новостями не удался ({1}), поэтому засчитан ответ без новостей.',
};
