import type { Phrasebook } from './patterns.js';

/** What is said of evaluations and forward tests. */
export const APP_EVALUATE_IN_RUSSIAN: Phrasebook = {
  'The price of {1} is not known, so that a budget of ${2} cannot be kept: nothing was asked.':
    'Цена {1} неизвестна, поэтому бюджет ${2} нельзя соблюсти: ни один вопрос не задан.',
  'give its price in LLM_PRICES, or leave {1} out': 'задайте цену в LLM_PRICES или уберите {1}',
  'Asking may cost up to ${1}, more than the budget of ${2}: nothing was asked.':
    'Вопросы могут стоить до ${1}, а это больше бюджета ${2}: ни один вопрос не задан.',
  'raise the budget, ask less often ({1}), or choose a shorter period':
    'увеличьте бюджет, спрашивайте реже ({1}) или выберите период короче',
  'An evaluation is about one symbol, and the bars are of {1}: give those of one.':
    'Оценка касается одного символа, а это свечи {1}: дайте свечи одного.',
  '{1} is {2}: it must be a number of hours above 0, in whole minutes (0.5 is half an hour).':
    '{1}: указано {2}, а нужно число часов больше 0, с точностью до минуты (0.5 — полчаса).',
  'There is no decision in the chosen period: {1} must lie before {2}.':
    'В выбранном периоде нет ни одного решения: {1} должно быть раньше {2}.',
  'is empty': 'пусто',
  'holds {1} observations, and none of them is about {2} and known by {3} UTC':
    'содержит наблюдений: {1}, но ни одно не относится к {2} и не было известно к {3} UTC',
  '{1} ({2}) {3}: leave it out, or give another.': '{1} ({2}) {3}: уберите или дайте другое.',
  '{1} to {2} UTC': 'с {1} по {2} UTC',
  'There is no decision in the chosen period: the bars go from {1}, and the first 31 days of them only show trends unless {2} says otherwise.':
    'В выбранном периоде нет ни одного решения: свечи начинаются {1}, и первый 31 день нужен только для трендов, если {2} не говорит иначе.',
  'give more bars or another period': 'дайте больше свечей или другой период',
  'None of the {1} decisions can be scored: {2}. The bars go from {3}.':
    'Ни одно из {1} решений нельзя засчитать: {2}. Свечи: {3}.',
  'give bars that reach one horizon past the decisions': 'дайте свечи, которые заходят на один горизонт за решения',
  '{1} with {2}': '{1} с {2}',
  '{1} is named twice: name each model and each prompt once.':
    '{1} назван дважды: назовите каждую модель и каждый промпт один раз.',
  '{1}: none of the {2} decisions has news.': '{1}: ни у одного из {2} решений нет новостей.',
  '{1}: news are left out of every decision, since only {2} of {3} have any and {4} is "{5}".':
    '{1}: новости убраны из всех решений, так как они есть только у {2} из {3}, а {4} — "{5}".',
  'give news with {1}, or another period': 'дайте новости через {1} или выберите другой период',
  'choose the period that has news with {1} and {2}, or show them with {3}':
    'выберите через {1} и {2} период с новостями или показывайте их через {3}',
  'The probe had asked {1} of {2} questions, then a limit refused: {3}':
    'Проба задала {1} из {2} вопросов, затем ограничение не пропустило следующий: {3}',
  '{1}; what was answered is recorded, so that going on asks only for the rest':
    '{1}; полученные ответы записаны, и при продолжении будут заданы только остальные вопросы',
  'no call at all': 'ни одного вызова',
  'none of {1}, but of {2}': 'ни одного вызова {1}, но есть {2}',
  'calls of {1} with that prompt, so that the question differs: other data, fields, horizon or settings':
    'вызовы {1} с этим промптом, так что вопрос другой: другие данные, поля, горизонт или настройки',
  'of {1} only calls with {2}': 'для {1} только вызовы с {2}',
  '{1} was never asked one of these questions with {2}, so that it cannot be replayed; the ledger holds {3}.':
    'Ни одного из этих вопросов {1} с {2} не задавали, поэтому повторить их нельзя; в журнале вызовов есть {3}.',
  'The model': 'Модель',
  'its prompt': 'её промпт',
  'run once without {1}, or ask with what was recorded ({2}, {3} and the same data)':
    'выполните один раз без {1} или спрашивайте то, что записано ({2}, {3} и те же данные)',
  'history cannot supply them': 'история их не даёт',
  'decisions with and without cannot be pooled': 'решения с ними и без них нельзя объединять',
  'Left out of every question, since {1}: {2}; {3} shows everything.':
    'Убрано из всех вопросов, так как {1}: {2}; {3} показывает всё.',
  'No funding was charged in the P&L: give it with {1}.': 'Фандинг в прибыли и убытке не учтён: задайте его через {1}.',
  '{1} gave no opinion for {2} of {3} decisions.': '{1} не высказала мнения для {2} из {3} решений.',
  '{1} of {2} decisions of {3} had other fields than the rest and are not in its scores; {4} pools what they share.':
    'У {1} из {2} решений {3} другой набор полей, и в оценку они не вошли; {4} объединяет решения по общим полям.',
  'There is no evaluation "{1}" ({2}): {3}.': 'Нет оценки "{1}" ({2}): {3}.',
  'evaluations lie in {1}; "llm-trading evaluate" makes one':
    'оценки лежат в {1}; "llm-trading evaluate" проводит оценку',
  'an id looks like 20250131-130501-042-1a2b3c4d': 'идентификатор выглядит так: 20250131-130501-042-1a2b3c4d',
  '{1} is not there': '{1} не найден',
  '{1} cannot be read ({2})': '{1} не читается ({2})',
  '{1} is not an evaluation of this version: evaluate again.': '{1} — оценка другой версии: проведите её заново.',
  'The evaluation could not be written under {1}: {2}.': 'Оценку не удалось записать в {1}: {2}.',
  'check that the disk has room and the folder may be written to':
    'проверьте, что на диске есть место и в папку можно писать',
  'is an ensemble: its members and weights change with what they learn':
    '— ансамбль: его участники и веса меняются с тем, чему они научились',
  'register one model at a time': 'фиксируйте по одной модели',
  'names no version, and its server reports none': 'не называет версии, и сервер её не сообщает',
  '{1} cannot be registered: it {2}.': '{1} нельзя зафиксировать: {2}.',
  'name a dated version, or a model on an Ollama server of your own':
    'назовите версию с датой или модель на своём сервере Ollama',
  '{1} says in words what you expect to be found: 1 to 2,000 characters.':
    '{1} говорит словами, что вы ожидаете обнаружить: от 1 до 2 000 знаков.',
  '{1} is {2}: it must lie between 0 and 1, such as 0.05.':
    '{1}: указано {2}, а нужно число между 0 и 1, например 0.05.',
  'A registration is about one model with one prompt, and these are {1}: register each by itself.':
    'Форвард-тест касается одной модели с одним промптом, а здесь {1}: зафиксируйте каждый отдельно.',
  'The bars from {1} to {2} UTC allow no decision yet, so that nobody can say which fields there will be: give at least 31 days and one step.':
    'Свечи с {1} по {2} UTC ещё не дают ни одного решения, поэтому неизвестно, какие поля будут: дайте не меньше 31 дня и одного шага.',
  'nothing is registered yet': 'ничего ещё не зафиксировано',
  'The hashes of {1} registrations begin with "{2}": write more of it.':
    'С "{2}" начинаются хеши нескольких форвард-тестов ({1}): напишите больше знаков.',
  'There is no registration "{1}": {2}.': 'Нет форвард-теста "{1}": {2}.',
  'list them with "{1}"': 'их перечисляет "{1}"',
  'it is about {1}, and the bars are of {2}': 'он касается {1}, а это свечи {2}',
  'give the bars of its symbol': 'дайте свечи его символа',
  '{1} was registered, and this program has {2}': 'зафиксирована {1}, а в этой программе {2}',
  'register the new one': 'зафиксируйте новую',
  'the prompt {1} has the hash {2}, and {3} was registered': 'у промпта {1} хеш {2}, а зафиксирован {3}',
  'restore its file; a changed prompt needs a registration of its own':
    'восстановите его файл; изменённый промпт фиксируют отдельно',
  'what is sent with each question is not what was registered ({1})':
    'с вопросами отправляется не то, что зафиксировано ({1})',
  'set the settings of the language model back, or register again':
    'верните настройки языковой модели или зафиксируйте заново',
  '{1} is now {2}, and {3} was registered': '{1} теперь {2}, а зафиксировано {3}',
  'of no version': 'без версии',
  'use the registered build, score what is recorded with {1}, or register the new one':
    'используйте зафиксированную сборку, оцените записанное через {1} или зафиксируйте новую',
  'The registered test cannot go on: {1}.': 'Зафиксированный тест не может продолжаться: {1}.',
  '{1} ({2} call)': '{1} (вызовов: {2})',
  '{1} ({2} calls)': '{1} (вызовов: {2})',
  '{1} ({2} of {3} have it)': '{1} (есть у {2} из {3})',
  'Evaluation {1} has no forecaster "{2}".': 'В оценке {1} нет прогнозиста "{2}".',
  'it has {1}': 'в ней есть {1}',

  '{1}: {2}, not {3}': '{1}: {2}, а не {3}',
  'another model was measured': 'измерена другая модель',
  'another build of the model was measured': 'измерена другая сборка модели',
  'the build of the model is not known, so that it cannot be recognised':
    'сборка модели неизвестна, и узнать её нельзя',
  'another prompt was measured': 'измерен другой промпт',
  'other fields were measured': 'измерены другие поля',
  'another symbol was measured': 'измерен другой символ',
  'another horizon was measured': 'измерен другой горизонт',
  'the evidence is later than the decision': 'данные позже решения',
};
