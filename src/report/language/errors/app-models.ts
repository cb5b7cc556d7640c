import type { Phrasebook } from './patterns.js';

/** What is said of models, prompts, the ledger of calls and one decision. */
export const APP_MODELS_IN_RUSSIAN: Phrasebook = {
  '{1} names nothing: write pairs such as BTCUSDT,ETHUSDT,SOLUSDT.':
    '{1} ничего не называет: пишите пары, например BTCUSDT,ETHUSDT,SOLUSDT.',
  '{1} has no recalibration for this question: {2}.': 'У {1} нет рекалибровки для этого вопроса: {2}.',
  'evaluate this model with its prompt on this symbol and horizon, or leave {1} out':
    'проведите оценку этой модели с её промптом на этом символе и горизонте или уберите {1}',
  '{1} live decisions since evaluation {2} cannot be scored by the stored bars: fetch them with "llm-trading data fetch {3}".':
    'Решения вне бэктеста, принятые после оценки {2} ({1}), нельзя засчитать по сохранённым свечам: скачайте их командой "llm-trading data fetch {3}".',
  'evaluation {1} shows none that makes the probabilities of {2} better; name one as {3}:platt if you want it all the same':
    'оценка {1} не показывает такой, что улучшает вероятности {2}; если она всё равно нужна, назовите её как {3}:platt',
  'evaluation {1} has no {2} recalibration of {3}{4}': 'в оценке {1} для {3} нет рекалибровки {2}{4}',
  ', nor another: too few decisions had matured': ', как и другой: созрело слишком мало решений',
  ', only {1}': ', есть только {1}',
  'evaluation {1} fitted it to outcomes up to {2}, later than the decision':
    'оценка {1} построила её на исходах до {2}, а это позже решения',
  'evaluation {1} measured opinions without it': 'оценка {1} измеряла мнения без неё',
  'its snapshots had {1}, which this one has not': 'в её снимках было {1}, а в этом нет',
  'its snapshots had no {1}, which this one has': 'в её снимках не было {1}, а в этом есть',
  '{1} was measured as version {2}, and version {3} answered': '{1} измерена в версии {2}, а ответила версия {3}',
  'There is no kept cycle {1}.': 'Нет сохранённого цикла {1}.',
  'take an id from the list of cycles, or run a cycle': 'возьмите идентификатор из списка циклов или запустите цикл',
  '{1} is not a kept cycle: {2}.': '{1} — не сохранённый цикл: {2}.',
  'There is nothing to make a snapshot of: name bars with {1} (a file, or a stored series such as BTCUSDT:1h), observations with {2}, or both.':
    'Снимок не из чего сделать: назовите свечи через {1} (файл или сохранённый ряд, например BTCUSDT:1h), наблюдения через {2} или то и другое.',
  'Nothing is known of the price of {1} at {2} UTC: choose dates within the data, or give data of that time.':
    'Цена {1} на {2} UTC неизвестна: выберите даты в пределах данных или дайте данные того времени.',
  '{1} is "{2}": {3}.': '{1} — это "{2}": {3}.',
  'did you mean "{1}"? ': 'может быть, "{1}"? ',
  '{1}it is {2}, the id of an evaluation such as 20250131-130501-042-1a2b3c4d, or both as ID:KIND':
    '{1}нужно {2}, идентификатор оценки, например 20250131-130501-042-1a2b3c4d, или то и другое как ID:ВИД',
  'a recalibration of an evaluation is fitted to outcomes that a backtest must not know, so ':
    'рекалибровка из оценки построена на исходах, которых бэктест знать не должен, поэтому ',
  '{1}it is {2}, fitted walk-forward': '{1}нужно {2}, построенное по ходу времени',
  'it is {1}, or the id of an evaluation such as 20250131-130501-042-1a2b3c4d':
    'нужно {1} или идентификатор оценки, например 20250131-130501-042-1a2b3c4d',
  '{1} has nothing for this run: {2}.': 'В {1} нет ничего для этого бэктеста: {2}.',
  'evaluate this model on this symbol and horizon, or use {1}':
    'проведите оценку этой модели на этом символе и горизонте или используйте {1}',
  'nothing was evaluated yet': 'оценок ещё не было',
  'no prompt': 'без промпта',
  'the prompt {1} ({2})': 'промпт {1} ({2})',
  'evaluation {1} measured {2}': 'оценка {1} измеряла {2}',
  '{1}, not {2}': '{1}, а не {2}',
  'a horizon of {1} h, not {2} h': 'горизонт {1} ч, а не {2} ч',
  '{1} with {2}, not with {3}': '{1} с {2}, а не с {3}',
  '{1} is not a decision, {2}: {3}.': '{1} — не решение, {2}: {3}.',
  'restore the file, or remove the line': 'восстановите файл или удалите строку',
  '{1} {2}: check the path.': '{1} {2}: проверьте путь.',
  '{1} is not a recorded call, {2}: nothing was imported.': '{1} — не записанный вызов, {2}: ничего не импортировано.',
  'its key is not that of its request, so one of them was changed':
    'его ключ не от его вопроса, то есть одно из двух изменено',
  'its checksum does not match, so it was changed': 'его контрольная сумма не сходится, то есть он изменён',
  'No model call has been recorded yet: there is no {1}. A cycle or a backtest with a model makes it.':
    'Ещё не записан ни один вызов модели: нет {1}. Его создаёт цикл или бэктест с моделью.',
  'Say which calls may go: {1}, {2}, {3}, or several of them, which then must all hold.':
    'Скажите, какие вызовы можно удалить: {1}, {2}, {3} или несколько условий, которые тогда должны выполняться вместе.',
  'No recorded call has a key that begins with "{1}": give at least the first 4 of its digits, as "llm-trading ledger list" shows them.':
    'Нет записанного вызова с ключом, который начинается с "{1}": напишите хотя бы первые 4 его цифры, как их показывает "llm-trading ledger list".',
  'More than one recorded call has a key that begins with "{1}": {2} …; give more of it.':
    'С "{1}" начинаются ключи нескольких записанных вызовов: {2} …; напишите больше знаков.',
  'More than one recorded call has a key that begins with "{1}": {2}; give more of it.':
    'С "{1}" начинаются ключи нескольких записанных вызовов: {2}; напишите больше знаков.',
  '{1} ({2}) cannot be read: {3}.': '{1} ({2}) не читается: {3}.',
  'evaluation {1} has only {2} decisions that all members answered and whose outcome was known':
    'в оценке {1} только {2} решений, на которые ответили все участники и исход которых был известен',
  'no evaluation has {1} on {2} over {3} h': 'ни в одной оценке нет {1} на {2} за {3} ч',
  'The members of the ensemble count equally, since there is nothing to fit weights to: {1}.':
    'Участники ансамбля засчитываются поровну, потому что веса построить не на чем: {1}.',
  '{1} is fitted to the past, and this command reads none: ask it with cycle, backtest or evaluate.':
    '{1} строится по прошлому, а эта команда его не читает: спрашивайте через cycle, backtest или evaluate.',
  'A fitted baseline learns from stored hourly bars, and {1}.':
    'Обучаемое статистическое правило учится на сохранённых часовых свечах, но {1}.',
  'fetch them with "{1}", or bring your own with "{2}"': 'скачайте их: "{1}" — или возьмите свои: "{2}"',
  'there are none of {1} before {2}': 'нет ни одной для {1} раньше {2}',
  'those of {1} end on {2}, more than two days before the decision':
    'свечи {1} кончаются {2}, больше чем за два дня до решения',
  'those of {1} begin on {2}: {3} windows of {4} h, fewer than {5}':
    'свечи {1} начинаются {2}: окон — {3} по {4} ч, меньше {5}',
  'It cannot be kept when the words of the prompt "{1}" were first seen ({2}).':
    'Не удаётся сохранить, когда впервые встретились слова промпта "{1}" ({2}).',
  'check that the user data folder can be written to': 'проверьте, что в папку данных пользователя можно писать',
  '{1}, which keeps what the prompt "{2}" said when it was first used, is damaged: restore it, or delete it and give the prompt a new id.':
    '{1}, где хранится, что говорил промпт "{2}" при первом использовании, повреждён: восстановите его или удалите и дайте промпту новое имя.',
  'It cannot be kept what the prompt "{1}" says ({2}), so it is not used.':
    'Не удаётся сохранить, что говорит промпт "{1}" ({2}), поэтому он не используется.',
  'its id is {1}, and its file is called {2}': 'его имя {1}, а файл называется {2}',
  'changed since it was first used on {1}: give it a new id':
    'изменён после первого использования {1}: дайте ему новое имя',
  'The prompt "{1}" is not what {2} names: its content has the hash {3}.':
    'Промпт "{1}" — не то, что называет {2}: хеш его содержания {3}.',
  'restore its file, or name the prompt without its hash': 'восстановите его файл или назовите промпт без хеша',
  'There is no prompt "{1}": {2} {3}; "llm-trading prompt list" shows those there are.':
    'Нет промпта "{1}": {2} {3}; "llm-trading prompt list" показывает, какие есть.',
  'is not there': 'не найден',
  'cannot be read ({1})': 'не читается ({1})',
  '{1} says that its id is "{2}": a prompt\'s file is called as its id, so rename one of them.':
    '{1} говорит, что его имя "{2}": файл промпта называется так же, как промпт, переименуйте одно из двух.',
  '{1} changed since it was first used on {2}: give it a new id, so that its answers are not taken for those of the prompt it was.':
    '{1} изменён после первого использования {2}: дайте ему новое имя, чтобы его ответы не приняли за ответы прежнего промпта.',
  'rename the file and change its id and created_at, or undo the change':
    'переименуйте файл и измените его id и created_at или отмените изменение',
  '{1}: created_at is {2}, which is still ahead: it is the day the prompt was written, at most today.':
    '{1}: created_at — {2}, и этот день ещё не наступил: это день, когда промпт написан, не позже сегодняшнего.',
  '"{1}" cannot be the id of a new prompt: {2}.': '"{1}" не может быть именем нового промпта: {2}.',
  'it must be small letters, digits and hyphens, e.g. regime-mine-1':
    'нужны строчные буквы, цифры и дефисы, например regime-mine-1',
  'that is a prompt that ships': 'так называется промпт из поставки',
  '{1} is already there and was left as it is': '{1} уже есть и оставлен как был',
  'must be the UTC day the prompt was written, e.g. 2026-01-31':
    'нужен день по UTC, когда промпт написан, например 2026-01-31',
  'must be {1}': 'нужно {1}',
  'a prompt begins with its front matter, between two lines of ---: id, created_at, description':
    'промпт начинается с заголовка между двумя строками ---: id, created_at, description',
  'the section "## System" is missing': 'нет раздела "## System"',
  'the section "## User" is missing': 'нет раздела "## User"',
  'the front matter is not YAML ({1})': 'заголовок — не YAML ({1})',
  'there is no field {1} (there are id, created_at, description, answer_form)':
    'нет поля {1} (есть id, created_at, description, answer_form)',
  'the section "## {1}" is there twice': 'раздел "## {1}" встречается дважды',
  'nothing may stand before "## System": what a model is sent belongs into a section':
    'перед "## System" ничего быть не может: что отправляется модели, стоит в разделе',
  '{1} (fitted weights)': '{1} (подобранные веса)',
  'evaluation {1} says "{2}"': 'оценка {1} говорит: "{2}"',
  'what evaluation {1} measured is half a year old: evaluate again':
    'измеренному оценкой {1} уже полгода: проведите оценку заново',
  'evaluation {1} shows no skill to trade on': 'оценка {1} не показывает качества, по которому можно торговать',
  'A fitted baseline learns from windows of {1} h that have closed, and {2}.':
    'Обучаемая базовая модель учится на закрытых окнах по {1} ч, но {2}.',
  'there is no bar before the first decision': 'до первого решения нет ни одной свечи',
  'in {1} bars none has closed': 'в свечах ({1}) не закрылось ни одно',
  'give bars that reach further back (on live prices {1}), or a baseline that learns from none: {2}':
    'дайте свечи, которые уходят дальше в прошлое (по живым ценам: {1}), или базовую модель, которой учиться не нужно: {2}',
};
