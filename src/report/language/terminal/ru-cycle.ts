/** A cycle: regime, sizes, snapshot, who answered. */
export const terminalCycleRu = {
  BULLISH: 'РОСТ',
  BEARISH: 'ПАДЕНИЕ',
  NEUTRAL: 'НЕЙТРАЛЬНО',
  'next {hours} h': 'ближайшие {hours} ч',
  'base size': 'базовый размер',
  'multiplier k': 'множитель k',
  position: 'позиция',
  Sizes: 'Размеры',
  '(of equity; k is at most {k})': '(доля счёта; k не больше {k})',
  'Recalibrated ({kind}, evaluation {evaluation}); the model said {bull} bull.':
    'Рекалибровано ({kind}, оценка {evaluation}); модель сказала: рост {bull}.',
  'nothing was measured': 'ничего не измерено',
  'evaluation {evaluation}': 'оценка {evaluation}',
  'its age leaves {percent} %': 'из-за её возраста остаётся {percent} %',
  'live scores fell below it once': 'на новых решениях качество один раз оказалось ниже измеренного',
  'live scores fell below it {alarms} {alarms:time|times}':
    'на новых решениях качество {alarms} {alarms:раз|раза|раз} оказалось ниже измеренного',
  '{live} live {live:decision|decisions} since': 'с тех пор {live} {live:новое решение|новых решения|новых решений}',
  'Earned {share} of the distance from 1 ({why}).': 'Заработано {share} расстояния от 1 ({why}).',

  'liquidity risk is {value}, above the hard stop of {stop}': 'риск ликвидности {value} выше предела {stop}',
  'news risk is {value}, above the hard stop of {stop}': 'риск новостей {value} выше предела {stop}',
  'Hold nothing in {asset} for the next {hours} h: no model gave a valid opinion.':
    'Не держите {asset} ближайшие {hours} ч: ни одна модель не дала годного мнения.',
  'Stay out of {asset} for the next {hours} h: {why}.': 'Не торгуйте {asset} ближайшие {hours} ч: {why}.',
  'Hold nothing in {asset} for the next {hours} h: both multipliers are 0.':
    'Не держите {asset} ближайшие {hours} ч: оба множителя равны 0.',
  'Hold nothing in {asset} for the next {hours} h: the base sizes are 0.':
    'Не держите {asset} ближайшие {hours} ч: базовые размеры равны 0.',
  '{asset} looks bullish, but the long size is 0: hold nothing long for the next {hours} h, and at most {short} of equity short.':
    '{asset}, похоже, растёт, но размер лонга — 0: ближайшие {hours} ч не держите лонг, а шорт — не больше {short} счёта.',
  'Hold {asset} long with {long} of equity for the next {hours} h; no short.':
    'Держите лонг {asset} на {long} счёта ближайшие {hours} ч; шорта не держите.',
  'Hold {asset} long with {long} of equity for the next {hours} h; a short, if your strategy opens one, with at most {short} of equity.':
    'Держите лонг {asset} на {long} счёта ближайшие {hours} ч; шорт, если его открывает ваша стратегия, — не больше чем на {short} счёта.',
  '{asset} looks bearish and shorts are sized 0: keep a long, if you hold one, to {long} of equity for the next {hours} h.':
    '{asset}, похоже, падает, а размер шорта — 0: лонг, если он у вас есть, ближайшие {hours} ч держите не больше чем на {long} счёта.',
  'Hold {asset} short with {short} of equity for the next {hours} h; no long.':
    'Держите шорт {asset} на {short} счёта ближайшие {hours} ч; лонга не держите.',
  'Hold {asset} short with {short} of equity for the next {hours} h; where you cannot short, keep a long to at most {long} of equity.':
    'Держите шорт {asset} на {short} счёта ближайшие {hours} ч; если шорт недоступен, держите лонг не больше чем на {long} счёта.',
  'No side of {asset} is favoured for the next {hours} h: at most {long} of equity long or {short} of equity short, on other signals.':
    'Ближайшие {hours} ч ни одна сторона {asset} не в преимуществе: лонг не больше {long} или шорт не больше {short} счёта, по другим сигналам.',

  'language model': 'языковая модель',
  'statistical baseline, not a language model': 'статистическое правило, не языковая модель',
  'several models together': 'несколько моделей вместе',
  'Answered by {name}': 'Ответ дала {name}',
  'Asked {name}': 'Спрошена {name}',
  ', version {version}': ', версия {version}',
  ', prompt {prompt}': ', промпт {prompt}',
  'price unknown': 'цена неизвестна',
  'free of charge': 'бесплатно',
  'under $0.0001': 'меньше $0.0001',
  '({n} cached)': '({n} из кэша)',
  '{asked} + {answered} tokens': '{asked} + {answered} токенов',
  'replayed from the ledger': 'повторено из журнала вызовов',

  'global sentiment': 'настроение рынка',
  'BTC sentiment': 'настроение BTC',
  'altcoin sentiment': 'настроение альткоинов',
  'on-chain pressure': 'давление ончейна',
  'liquidity risk': 'риск ликвидности',
  'news risk': 'риск новостей',
  'trend strength': 'сила тренда',
  'not given': 'не дано',
  'as 0': 'как 0',

  '{n}s': '{n}с',
  '{n}m': '{n}м',
  '{n}h': '{n}ч',
  '{n}d': '{n}д',
  Market: 'Рынок',
  'On-chain': 'Ончейн',
  Mood: 'Настроение',
  News: 'Новости',
  ', {age} ago': ', {age} назад',
  '(with the age of each value)': '(с возрастом каждого значения)',
  'nothing is known': 'ничего не известно',
  'older than is usual for its kind': 'старше обычного для такого значения',
  'Missing ({count} of {n} fields)': 'Отсутствует ({count} из {n} полей)',

  '{n} {n:asset|assets}': '{n} {n:актив|актива|активов}',
  'k long': 'k лонг',
  'k short': 'k шорт',
  ok: 'есть',
  baseline: 'правило',
  flat: 'вне рынка',
  'failed^state': 'ошибка',
  'Nothing was decided about any asset.': 'Ни об одном активе ничего не решено.',
  'net 0': 'нетто 0',
  'net {size} long': 'нетто {size} в лонг',
  'net {size} short': 'нетто {size} в шорт',
  '{lost} of {n} assets {lost:is|are} not counted.': '{lost} из {n} активов не {lost:учтён|учтены|учтены}.',
  'Total exposure on the favoured sides: {gross} of equity, {net}; whichever sides are taken, at most {most}.':
    'Всего на предпочтённых сторонах: {gross} счёта, {net}; при любом выборе сторон не больше {most}.',
  'To fix it: {remedy}.': 'Что делать: {remedy}.',
  'Position size, {side}: {size} of equity': 'Размер позиции, {side}: {size} счёта',
  '(profile {profile}, k at most {k})': '(профиль {profile}, k не больше {k})',
  'Sizes are of equity; a total is the sum of its column.': 'Размеры — доли счёта; итог — сумма столбца.',
};
