import type { Phrasebook } from './patterns.js';

/** What is said of backtests, their folders and strategies. */
export const APP_RUNS_IN_RUSSIAN: Phrasebook = {
  '{1} fills at the very close at which {2} is asked, before it can have answered: use next-open with a language model.':
    '{1} исполняет ордера по тому самому закрытию, на котором спрашивают {2}, то есть раньше ответа: с языковой моделью используйте next-open.',
  '{1} is {2}: it must be a whole number of samples from {3} on, e.g. 1000.':
    '{1}: указано {2}, а нужно целое число выборок не меньше {3}, например 1000.',
  '{1} bounds the opinions of a regime model, and {2} asks none: leave it out.':
    '{1} ограничивает мнения модели режима, а {2} её не спрашивает: уберите этот параметр.',
  '{1} is about the opinions of a regime model, and {2} asks none: leave it out.':
    '{1} относится к мнениям модели режима, а {2} её не спрашивает: уберите этот параметр.',
  '{1} says from when on decisions count for {2}: give that too, or leave it out.':
    '{1} говорит, с какого времени засчитываются решения для {2}: укажите и его или уберите этот параметр.',
  '{1} asks a regime model: opinions must say which.': '{1} спрашивает модель режима: в opinions нужно сказать, какую.',
  '{1} asks no regime model: opinions must be null.': '{1} не спрашивает модель режима: opinions должно быть null.',
  'run {1}': 'бэктест {1}',
  'is new': 'появилось',
  'is gone': 'исчезло',
  'has changed (recorded {1}…, now {2}…)': 'изменилось (записано {1}…, сейчас {2}…)',
  'An input of the run is not what it was: {1} {2}; put it back, or run the backtest anew.':
    'Исходные данные бэктеста уже не те: {1} {2}; верните их или проведите бэктест заново.',
  'The opinions are about {1}, and {2} traded on them as well.': 'Мнения касаются {1}, а по ним торговались и {2}.',
  'the statistical baseline answered instead': 'вместо неё отвечало статистическое правило',
  'on_failure is "{1}"': 'on_failure — "{1}"',
  ' What those calls cost is not known.': ' Сколько стоили эти вызовы, неизвестно.',
  'The model had no opinion for {1} of {2} decisions: {3}.{4}':
    'У модели не было мнения для {1} из {2} решений: {3}.{4}',
  'nothing was earned at any decision': 'ни на одном решении ничего не было заработано',
  'first on {1}': 'впервые {1}',
  'Only what was earned is traded ({1}): {2} % of an opinion in the mean, {3}.':
    'Торгуется только заработанное ({1}): в среднем {2} % мнения, {3}.',
  'The question with news failed for {1} of {2} decisions: the answer without them counts there.':
    'Вопрос с новостями не удался для {1} из {2} решений: там засчитан ответ без новостей.',
  'Name two to {1} runs to compare, not {2}.': 'Назовите для сравнения от двух до {1} бэктестов, а не {2}.',
  '{1} is named twice: name each run once.': '{1} назван дважды: назовите каждый бэктест один раз.',
  'The runs cover different times: totals do not compare, and a year of one market is not one of another.':
    'Бэктесты охватывают разное время: итоги нельзя сравнивать, и год одного рынка — не год другого.',
  'The runs trade different symbols.': 'Бэктесты торгуют разными символами.',
  'The runs go over bars of different length: drawdowns between the longer bars are not seen.':
    'Бэктесты идут по свечам разной длины: просадки между более длинными свечами не видны.',
  'The runs start with different equity: money does not compare, fractions do.':
    'Бэктесты начинают с разным капиталом: сравнивать можно доли, но не деньги.',
  'the id of a run': 'идентификатор бэктеста',
  'There are no runs yet: "llm-trading backtest" makes one.':
    'Бэктестов ещё нет: "llm-trading backtest" проводит бэктест.',
  '"{1}" fits {2} runs: write more of it; the newest are {3}.':
    '"{1}" подходит к {2} бэктестам: напишите больше знаков; последние: {3}.',
  'There is no run "{1}": the newest are {2}.': 'Нет бэктеста "{1}": последние — {2}.',
  'There is no run "{1}": did you mean {2}?': 'Нет бэктеста "{1}": может быть, {2}?',
  'there is no session in {1} yet': 'в {1} ещё нет ни одной сессии',
  'sessions in {1}: {2}': 'сессии в {1}: {2}',
  '"{1}" is neither a session nor the path of a journal; {2}.{3}': '"{1}" — ни сессия, ни путь к журналу; {2}.{3}',
  'name a session, its folder or its journal': 'назовите сессию, её папку или её журнал',
  'There is no {1}: the session was never started.': 'Нет {1}: сессию не запускали.',
  'cannot be read: {1}': 'не читается: {1}',
  'the list': 'список',
  'fault {1}': 'неполадка {1}',
  'is not a list of faults: {1}: {2}': '— не список неполадок: {1}: {2}',
  'not valid': 'недопустимо',
  '{1} is {2} UTC, and the bars go from {3} to {4}: name a time between them.':
    '{1} — это {2} UTC, а свечи идут с {3} по {4}: назовите время между ними.',
  '{1} is not a run folder: nothing was deleted there.': '{1} — не папка бэктеста: там ничего не удалено.',
  'take an id from "llm-trading runs list"': 'возьмите идентификатор из "llm-trading runs list"',
  '{1} is not what the run wrote: its hash is another.': '{1} — не то, что записал бэктест: хеш другой.',
  'run the backtest again': 'проведите бэктест заново',
  'There is no run {1}: {2} is not there.': 'Нет бэктеста {1}: нет {2}.',
  '{1} cannot be read: {2}.': '{1} не читается: {2}.',
  'take an id from the list of runs': 'возьмите идентификатор из списка бэктестов',
  '{1} is damaged: {2}.': '{1} повреждён: {2}.',
  'Orders fill at the close of the very bar they are decided on: optimistic, nobody can trade like that.':
    'Ордера исполняются по закрытию той же свечи, на которой решены: это оптимизм, так торговать никто не может.',
  'Taker fees are zero: real accounts pay some.': 'Комиссия тейкера нулевая: на настоящих счетах она есть.',
  'There is no slippage: real fills are worse.': 'Проскальзывания нет: настоящие исполнения хуже.',
  'No funding was given for at least one perpetual: it counts as zero.':
    'Хотя бы для одного бессрочного контракта нет фандинга: он считается нулевым.',
  'Funding is missing for {1} settlements of the run; they count as zero.':
    'Нет фандинга для расчётов: {1}; они считаются нулевыми.',
  '{1} funding payments used the trade price for want of a mark price.':
    'Начислений фандинга по цене сделки, так как цены маркировки нет: {1}.',
  '{1} liquidations were judged on the last price for want of mark prices.':
    'Ликвидаций, о которых судили по последней цене, так как цены маркировки нет: {1}.',
  'The account was liquidated {1} times.': 'Счёт был ликвидирован, раз: {1}.',
  '{1} never had enough bars in this run of {2}: what rests on it could not act.':
    '{1} за весь бэктест ({2}) ни разу не хватило свечей: что на нём основано, действовать не могло.',
  '{1} never had enough bars in this run of {2}: what rests on them could not act.':
    '{1} за весь бэктест ({2}) ни разу не хватило свечей: что на них основано, действовать не могло.',
  'The leverage of {1} is offered by no large exchange; {2} is the most that is common.':
    'Плечо {1} не даёт ни одна крупная биржа; обычно не больше {2}.',
  'No bar of {1} has any volume, and nothing fills in a bar without volume: no order for it could be carried out, while buying and holding is worked out from prices alone. Give bars with their volumes.':
    'Ни у одной свечи {1} нет объёма, а в свече без объёма ничего не исполняется: ни один ордер по этому символу исполниться не мог, тогда как «купить и держать» считается по одним ценам. Дайте свечи с объёмами.',
  'The order for {1} of {2} was filled in part only in the {3} bars to the end: they had no volume, or less than the share of it that may be traded gave.':
    'Ордер по {1} от {2} за {3} свечей до конца исполнен лишь частично: объёма у них не было, или его разрешённой доли не хватило.',
  'The order for {1} of {2} was never filled in the {3} bars to the end: they had no volume, or less than the share of it that may be traded gave.':
    'Ордер по {1} от {2} за {3} свечей до конца так и не исполнен: объёма у них не было, или его разрешённой доли не хватило.',
  'its order waits for ever': 'его ордер ждёт вечно',
  'its position of {1} is marked at that last price, which nobody may have paid since':
    'его позиция {1} оценивается по последней цене, которую с тех пор, возможно, никто не платил',
  'The bars of {1} end on {2}, {3} day before the run: {4}.':
    'Свечи {1} кончаются {2}, за {3} день до конца бэктеста: {4}.',
  'The bars of {1} end on {2}, {3} days before the run: {4}.':
    'Свечи {1} кончаются {2}, задолго до конца бэктеста (дней: {3}): {4}.',
  'The drawdown limit closed everything before the end.': 'Предел просадки закрыл всё до конца.',
  '{1} trades are too few to tell skill from luck; 30 is a common minimum.':
    'Сделок — {1}: слишком мало, чтобы отличить умение от удачи; обычно нужно не меньше 30.',
  '{1} UTC': '{1} UTC',
  ' and {1} more': ' и ещё {1}',
  '{1} is left as it is: it holds {2}, which no run wrote. Move that elsewhere, then run the same command again.':
    '{1} оставлен как был: в нём есть {2}, чего не записывал ни один бэктест. Перенесите это в другое место и выполните ту же команду снова.',
  'move what no run wrote elsewhere': 'перенесите в другое место то, чего бэктест не записывал',
  '"{1}" is not a run: ids look like 20250131-130501-042-1a2b3c4d.':
    '"{1}" — не бэктест: идентификаторы выглядят так: 20250131-130501-042-1a2b3c4d.',
  'take one from the list of runs': 'возьмите его из списка бэктестов',
  'This run has no {1}, only {2}.': 'В этом бэктесте нет {1}, только {2}.',
  'It is not said what stays: give {1}, {2} or both, or {3}.':
    'Не сказано, что остаётся: укажите {1}, {2}, то и другое или {3}.',
  'The run could not be written under {1}: {2}.': 'Бэктест не удалось записать в {1}: {2}.',
  '{1} is missing: messages to Telegram need a bot and a chat.':
    'Не хватает {1}: сообщениям в Telegram нужны бот и чат.',
  'set {1}, or take the other one away': 'задайте {1} или уберите второе',
  'NOTIFY_WEBHOOK_URL is not an address that starts with http:// or https://.':
    'NOTIFY_WEBHOOK_URL — не адрес, который начинается с http:// или https://.',
  'paste the whole address': 'вставьте адрес целиком',
  '{1} is given twice: give it once.': '{1} указан дважды: укажите один раз.',
  '{1} is not a strategy file: it must end in .ts, .js or .mjs, or hold rules and end in .yaml or .json.':
    '{1} — не файл стратегии: имя должно кончаться на .ts, .js или .mjs, а у файла с правилами — на .yaml или .json.',
  '{1} takes no parameters, and {2} names {3}: write the value into the rules.':
    'У {1} нет параметров, а {2} называет {3}: впишите значение в правила.',
  '{1} ({2}) {3}: check the path.': '{1} ({2}) {3}: проверьте путь.',
  'The strategy imports "{1}", which {2} does not offer to strategies.':
    'Стратегия импортирует "{1}", а {2} этого стратегиям не даёт.',
  '{1} exports no strategy: its default export must be a class with a method onBar(bar, account, context).':
    '{1} не экспортирует стратегию: export default должен быть классом с методом onBar(bar, account, context).',
  'llm-trading strategy new NAME writes one to begin with': 'llm-trading strategy new ИМЯ создаёт заготовку',
  '{1} exports a schema that is not a zod schema.': '{1} экспортирует schema, которая не схема zod.',
  'The constructor of {1} threw: {2}.': 'Конструктор {1} выбросил исключение: {2}.',
  '{1} exports decisionBars {2}: it must be a whole number of bars from 1, or a function that gives one.':
    '{1} экспортирует decisionBars {2}, а нужно целое число свечей не меньше 1 или функция, которая его возвращает.',
  'imports "{1}", which is not installed': 'импортирует "{1}", а этот пакет не установлен',
  'threw while it was loaded: {1}': 'при загрузке выбросил исключение: {1}',
  ' (await is not possible outside a function here)': ' (await вне функции здесь невозможен)',
  'is not valid {1}: {2}{3}': '— недопустимый {1}: {2}{3}',
  '{1}: check the path': '{1}: проверьте путь',
  'is not valid JSON: {1}': '— недопустимый JSON: {1}',
  'imports "{1}", and there is no such file': 'импортирует "{1}", а такого файла нет',
  '"{1}" cannot name a strategy: use small letters, digits and hyphens, e.g. my-idea.':
    '"{1}" не может быть именем стратегии: нужны строчные буквы, цифры и дефисы, например my-idea.',
  '{1} is already there and was left as it is: choose another name, or another {2}.':
    '{1} уже есть и оставлен как был: выберите другое имя или другое значение {2}.',
  'the run': 'бэктест',
};
