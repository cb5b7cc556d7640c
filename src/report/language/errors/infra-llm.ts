import type { Phrasebook } from './patterns.js';

/** What is said of model servers. */
export const INFRA_LLM_IN_RUSSIAN: Phrasebook = {
  'Top up the account of this key or raise its limit: waiting does not help. Or choose another model.':
    'Пополните счёт этого ключа или поднимите его лимит: ждать бесполезно. Или выберите другую модель.',
  'Wait, ask fewer questions at once, or add a model to fall back on with LLM_FALLBACK_MODELS.':
    'Подождите, задавайте меньше вопросов сразу или добавьте запасную модель через LLM_FALLBACK_MODELS.',
  'Choose a model with a longer context, or raise the context of the server (num_ctx, --ctx-size).':
    'Выберите модель с более длинным контекстом или увеличьте контекст сервера (num_ctx, --ctx-size).',
  'The vendor’s safety filter stopped it: the same question fares no better. Choose another model, or another prompt with LLM_PROMPT.':
    'Остановил фильтр безопасности поставщика: с тем же вопросом лучше не станет. Выберите другую модель или другой промпт через LLM_PROMPT.',
  'The vendor does not serve this country or region: choose another model, or a local one such as ollama/llama3.2.':
    'Поставщик не обслуживает эту страну или регион: выберите другую модель или локальную, например ollama/llama3.2.',
  'The plan of this account does not include the model: upgrade it with the vendor, or choose a model that it has.':
    'Тариф этого счёта не включает модель: смените его у поставщика или выберите модель, которая включена.',
  'The model is unknown there or has been retired: `llm-trading models` lists what there is.':
    'Модель там неизвестна или снята: `llm-trading models` перечисляет, какие есть.',
  'an address such as http://127.0.0.1:11434': 'адрес, например http://127.0.0.1:11434',
  'Correct {1}.': 'Исправьте {1}.',
  'is not a URL': '— не URL',
  'must begin with http:// or https://': 'должен начинаться с http:// или https://',
  'must not hold a user name or password': 'не должен содержать имени пользователя и пароля',
  'must not have a query or fragment': 'не должен содержать параметров и фрагмента',
  '{1}{2} failed so several times in a row and is left alone for half a minute.':
    '{1}{2} подряд столько раз не ответила, что полминуты её не спрашивают.',
  'Wait half a minute, and look into the log of the model server.':
    'Подождите полминуты и посмотрите в лог сервера моделей.',
  '{1} is not set, but this model server wants a key.': '{1} не задан, а этому серверу моделей нужен ключ.',
  'Set {1}, or choose a local model such as ollama/llama3.2.':
    'Задайте {1} или выберите локальную модель, например ollama/llama3.2.',
  '{1} holds blanks or characters that no key has.': 'В {1} есть пробелы или знаки, которых не бывает в ключах.',
  'Paste {1} again, on one line and without quotes.': 'Вставьте {1} снова, одной строкой и без кавычек.',
  '{1} did not answer in full within {2} s.': '{1}: полного ответа нет за {2} с.',
  'The next call is given more time. Choose a smaller model, or look whether the server still loads it.':
    'Следующему вызову дадут больше времени. Выберите модель меньше или посмотрите, не загружает ли её сервер до сих пор.',
  'Raise LLM_TIMEOUT_MS, choose a smaller model, or look whether the server still loads it.':
    'Увеличьте LLM_TIMEOUT_MS, выберите модель меньше или посмотрите, не загружает ли её сервер до сих пор.',
  'The reader of the stream has left.': 'Читатель потока ушёл.',
  'The prompt needs {1} tokens without any news, but only {2} are allowed.':
    'Промпту даже без новостей нужно {1} токенов, а можно только {2}.',
  'Raise num_ctx (LLM_NUM_CTX), or choose a model with a longer context.':
    'Увеличьте num_ctx (LLM_NUM_CTX) или выберите модель с более длинным контекстом.',
  "{1} of {2} news items were left out, so that the prompt fits the model's context.":
    '{1} из {2} новостей убраны, чтобы промпт поместился в контекст модели.',
  "News texts were shortened to {1} characters, so that the prompt fits the model's context.":
    'Тексты новостей сокращены до {1} знаков, чтобы промпт поместился в контекст модели.',
  'The call to the model was given up by its caller.': 'Вызов модели отменён тем, кто его сделал.',
  'No model gave a valid regime{1}': 'Ни одна модель не дала допустимого режима{1}',
  ': no model is configured.': ': модель не настроена.',
  'Run `llm-trading models` to see which models answer, or let the statistical baseline answer then: LLM_ON_FAILURE=baseline.':
    'Выполните `llm-trading models`, чтобы увидеть, какие модели отвечают, или пусть тогда отвечает статистическое правило: LLM_ON_FAILURE=baseline.',
  '{1}: an answer was refused and asked for once more. {2}': '{1}: ответ отвергнут, и его запросили ещё раз. {2}',
  'Two answers were refused, the second because: {1}': 'Отвергнуты два ответа, второй по причине: {1}',
  'Another model may answer in valid JSON; `{1}` shows which keep to a schema.':
    'Другая модель может отвечать допустимым JSON; `{1}` показывает, какие держатся схемы.',
  '{1} gave no regime: {2}': '{1} не дала режима: {2}',
  'The decision took longer than the {1} s it is given.': 'Решение заняло больше отведённых {1} с.',
  'Raise the time limit of a decision, or choose a faster model.':
    'Увеличьте предел времени на решение или выберите более быструю модель.',
  '{1} tokens': 'токенов: {1}',
  'Another call could bring this decision to {1}, over its limit of {2}.':
    'Ещё один вызов мог бы довести это решение до {1}, а предел — {2}.',
  'Raise the limit of a decision, or put a model that answers in valid JSON first.':
    'Увеличьте предел решения или поставьте первой модель, которая отвечает допустимым JSON.',
  'The price of {1} is not known, so a budget in USD cannot be kept: nothing was sent.':
    'Цена {1} неизвестна, поэтому бюджет в долларах нельзя соблюсти: ничего не отправлено.',
  'switch the budgets off (LLM_BUDGET_USD_PER_RUN and LLM_BUDGET_USD_PER_DAY = off) or choose a model with a known price':
    'отключите бюджеты (LLM_BUDGET_USD_PER_RUN и LLM_BUDGET_USD_PER_DAY = off) или выберите модель с известной ценой',
  'The next model call could bring the spending of this {1} to ${2}, over its budget of ${3}: it was not sent.':
    'Следующий вызов модели мог бы довести расходы ({1}) до ${2}, больше бюджета ${3}: он не отправлен.',
  'raise LLM_BUDGET_USD_PER_{1}, or wait for the next UTC day':
    'увеличьте LLM_BUDGET_USD_PER_{1} или дождитесь следующего дня по UTC',
  'raise LLM_BUDGET_USD_PER_{1}': 'увеличьте LLM_BUDGET_USD_PER_{1}',
  '{1}/{2} did not finish this answer ({3}; recorded).': '{1}/{2} не закончила этот ответ ({3}; записано).',
  '{1} was never asked this before, so it cannot be replayed (question {2}).':
    '{1} об этом раньше не спрашивали, поэтому повторить ответ нельзя (вопрос {2}).',
  'a recorded answer to exactly this prompt with exactly these settings':
    'записанный ответ именно на этот промпт именно с этими настройками',
  'run once without {1}; a change of the prompt, the snapshot or a sampling parameter makes another question':
    'выполните один раз без {1}; другой промпт, снимок или параметр выборки — это другой вопрос',
  'The model sent more than {1} bytes in one answer, so it was cut off.':
    'Модель прислала в одном ответе больше {1} байт, поэтому он оборван.',
  'Lower the answer token limit, or choose another model.':
    'Уменьшите предел токенов на ответ или выберите другую модель.',
  'The table of model dates is wrong at {1}: {2}.': 'Таблица дат моделей неверна, {1}: {2}.',
  'its top': 'её начало',
  'it cannot be read': 'она не читается',
  '{"provider/model": {"released": "2024-08-06", "training_cutoff": "2023-10", "source": "…"}}':
    '{"provider/model": {"released": "2024-08-06", "training_cutoff": "2023-10", "source": "…"}}',
  'correct that entry': 'исправьте эту запись',
  'No answer within {1} s.': 'Ответа нет за {1} с.',
  '{1}/{2} did not read the whole prompt: {3}.': '{1}/{2} прочла промпт не целиком: {3}.',
  'Give the server a longer context (num_ctx, --ctx-size), or choose another model.':
    'Дайте серверу контекст длиннее (num_ctx, --ctx-size) или выберите другую модель.',
  'the model': 'модель',
  '{1} found no valid JSON in what the model wrote: {2}':
    '{1} не нашёл допустимого JSON в том, что написала модель: {2}',
  '{1} does not take this answer format: {2}': '{1} не принимает такую форму ответа: {2}',
  '{1}/{2} answered with JSON that is not a completion.': '{1}/{2} ответил JSON, который не ответ модели.',
  '{1} ended its answer in the middle, without [DONE].': '{1} оборвал ответ посередине, без [DONE].',
  'AZURE_OPENAI_API_VERSION is not a version.': 'AZURE_OPENAI_API_VERSION — не версия.',
  'Correct AZURE_OPENAI_API_VERSION.': 'Исправьте AZURE_OPENAI_API_VERSION.',
  'The answer of {1} broke off in the middle of a line.': 'Ответ {1} оборвался посреди строки.',
  '{1}/api/chat sent a line of an unexpected shape.': '{1}/api/chat прислал строку неожиданного вида.',
  'Check that {1} points at an Ollama server.': 'Проверьте, что {1} указывает на сервер Ollama.',
  'Ollama does not know who asks for {1} (HTTP 401): {2}': 'Ollama не знает, кто просит {1} (HTTP 401): {2}',
  'Run `ollama signin` on the machine of the server, or choose a local model.':
    'Выполните `ollama signin` на машине сервера или выберите локальную модель.',
  'Run `ollama signin`, or open {1} in a browser.': 'Выполните `ollama signin` или откройте {1} в браузере.',
  'Ollama refuses to be called as {1} (HTTP 403).': 'Ollama отказывается отвечать под именем {1} (HTTP 403).',
  'Set {1} to http://127.0.0.1:11434, or start the server with OLLAMA_HOST=0.0.0.0.':
    'Задайте {1} как http://127.0.0.1:11434 или запустите сервер с OLLAMA_HOST=0.0.0.0.',
  'Ollama forbids {1} (HTTP 403): {2}': 'Ollama запрещает {1} (HTTP 403): {2}',
  'Cloud models are switched off on this server: choose a local one.':
    'Облачные модели на этом сервере выключены: выберите локальную.',
  'Choose another model.': 'Выберите другую модель.',
  "Ollama's cloud cannot be reached for {1} (HTTP 502): {2}": 'Облако Ollama недоступно для {1} (HTTP 502): {2}',
  'Check the internet connection of the server, or choose a local model.':
    'Проверьте интернет на сервере или выберите локальную модель.',
  'The prompt does not fit the context of {1}: {2}': 'Промпт не помещается в контекст {1}: {2}',
  'Raise num_ctx if the machine has the memory, or lower the token budget of the prompt.':
    'Увеличьте num_ctx, если памяти машины хватит, или уменьшите бюджет токенов промпта.',
  '{1} cannot answer in this format: {2}': '{1} не может отвечать в такой форме: {2}',
  '{1} does not take this value of think: {2}': '{1} не принимает такое значение think: {2}',
  ', and {1} more': ' и ещё {1}',
  'it has none yet': 'на нём пока нет ни одной',
  'it has {1}{2}': 'на нём есть {1}{2}',
  ' Cloud models are retired on dates that Ollama announces; this one may be gone.':
    ' Облачные модели снимают в дни, о которых Ollama объявляет; возможно, этой уже нет.',
  'The Ollama server at {1} has no model {2} (HTTP {3}): {4}.{5}':
    'На сервере Ollama {1} нет модели {2} (HTTP {3}): {4}.{5}',
  '{1}, or choose one of its models with {2}.': '{1} или выберите одну из его моделей через {2}.',
  'Run `ollama pull {1}`': 'Выполните `ollama pull {1}`',
  'Did you mean {1}? Name it with its provider': 'Может быть, {1}? Назовите её вместе с поставщиком',
  'The prompt and the answer may need {1} tokens, but ollama/{2} is given a context of {3}.':
    'Промпту и ответу может понадобиться {1} токенов, а у ollama/{2} контекст {3}.',
  'Raise num_ctx if the machine has the memory, or leave out news.':
    'Увеличьте num_ctx, если памяти машины хватит, или уберите новости.',
  'ollama/{1} did not read the whole prompt: {2}.': 'ollama/{1} прочла промпт не целиком: {2}.',
  'Raise num_ctx, or choose a model with a longer context.':
    'Увеличьте num_ctx или выберите модель с более длинным контекстом.',
  'keep_alive "{1}" is neither seconds nor a duration.': 'keep_alive "{1}" — ни секунды, ни длительность.',
  'seconds (300) or a duration ("65m", "2h"); -1 keeps the model loaded':
    'секунды (300) или длительность ("65m", "2h"); -1 держит модель загруженной',
  'Correct keep_alive in the configuration.': 'Исправьте keep_alive в настройках.',
  'the base URL of {1}': 'базовый адрес {1}',
  'the key of {1}': 'ключ {1}',
  'expected an id or a name': 'ожидается идентификатор или имя',
  'has two routes for the task "{1}"': 'содержит два маршрута для задачи "{1}"',
  'The model router {1}.': 'Маршрутизатор моделей {1}.',
  'Correct the routes.': 'Исправьте маршруты.',
  'has a group without members': 'содержит группу без участников',
  'has a weight that is not above 0': 'содержит вес, который не больше 0',
  'The model server {1} at {2} cannot be reached or broke off ({3}).':
    'Сервер моделей {1} на {2} недоступен или оборвал связь ({3}).',
  'Check the certificate of the server, the system clock and any proxy in between.':
    'Проверьте сертификат сервера, системные часы и прокси, если он есть.',
  'Start the server, or set {1} to where it listens.': 'Запустите сервер или задайте в {1}, где он слушает.',
  'Check the network connection (and HTTPS_PROXY where one is needed), or {1}.':
    'Проверьте сеть (и HTTPS_PROXY, если он нужен) или {1}.',
  'Check {1}: it may lack its /v1, or a proxy or sign-in page answers in its place.':
    'Проверьте {1}: возможно, не хватает /v1 или вместо сервера отвечает прокси или страница входа.',
  '{1}/{2} failed in the middle of its answer: {3}': '{1}/{2}: сбой посреди ответа: {3}',
  'Look into the log of the server at {1}.': 'Посмотрите в лог сервера {1}.',
  '{1}/{2} answered HTTP 200 with nothing in it.': '{1}/{2}: ответ HTTP 200, и в нём ничего нет.',
  'The model server {1}': 'Сервер моделей {1}',
  '{1} redirects elsewhere (HTTP {2}), which is not followed.':
    '{1} перенаправляет в другое место (HTTP {2}), туда не идём.',
  'Set {1} to the address it redirects to.': 'Задайте в {1} адрес, на который он перенаправляет.',
  '{1} refused the key (HTTP {2}){3}': '{1} не принял ключ (HTTP {2}){3}',
  'Check the key of this server.': 'Проверьте ключ этого сервера.',
  'Check {1}.': 'Проверьте {1}.',
  '{1} forbids this (HTTP {2}){3}': '{1} запрещает это (HTTP {2}){3}',
  'Check that this key may use this model, from this country.':
    'Проверьте, что этому ключу можно пользоваться этой моделью из этой страны.',
  '{1} knows no such model or address (HTTP {2}){3}': '{1} не знает такой модели или такого адреса (HTTP {2}){3}',
  'Check the name of the model and {1}; `llm-trading models` lists what there is.':
    'Проверьте имя модели и {1}; `llm-trading models` перечисляет, что есть.',
  '{1} is busy or limits our calls (HTTP {2}){3}': '{1} занят или ограничивает наши вызовы (HTTP {2}){3}',
  'Wait, ask less often, or add another model to fall back on.':
    'Подождите, спрашивайте реже или добавьте запасную модель.',
  '{1} failed (HTTP {2}){3}': '{1}: сбой (HTTP {2}){3}',
  'Nobody speaks TLS there: write http:// instead of https:// in {1}.':
    'Там никто не говорит по TLS: в {1} напишите http:// вместо https://.',
  'Check {1}: nothing answers questions below {2}.': 'Проверьте {1}: под {2} на вопросы никто не отвечает.',
  'Check {1}: it may lack its /v1, as in {2}/v1.': 'Проверьте {1}: возможно, не хватает /v1, как в {2}/v1.',
  'The machine of the server has too little memory: choose a smaller model, lower LLM_NUM_CTX, or close what else runs there.':
    'На машине сервера не хватает памяти: выберите модель меньше, уменьшите LLM_NUM_CTX или закройте то, что там ещё работает.',
  "Look into the server's own log.": 'Посмотрите в лог самого сервера.',
  '{1} wants to be paid first (HTTP {2}){3}': '{1} сначала хочет оплаты (HTTP {2}){3}',
  'Top up the account of this key, or choose another model.': 'Пополните счёт этого ключа или выберите другую модель.',
  '{1} says that the prompt does not fit (HTTP {2}){3}': '{1} говорит, что промпт не помещается (HTTP {2}){3}',
  'Choose a model with a longer context, or lower the token budget of the prompt.':
    'Выберите модель с более длинным контекстом или уменьшите бюджет токенов промпта.',
  '{1} refused the request (HTTP {2}){3}': '{1} не принял запрос (HTTP {2}){3}',
  'Check that {1} points at the right kind of server.': 'Проверьте, что {1} указывает на сервер нужного вида.',
  '{1}{2} sent more than {3} bytes.': '{1}{2}: прислано больше {3} байт.',
  '{1}{2} sent {3}: is this a {4} server?': '{1}{2}: прислано {3}; точно ли это сервер {4}?',
  'no JSON': 'не JSON',
  'an unexpected shape at "{1}"': 'неожиданный вид в "{1}"',
  '{1} left its answer empty: whatever it wrote stands in its thinking, where a draft is not an answer.':
    '{1} оставила ответ пустым: всё написанное стоит в размышлении, а черновик — не ответ.',
  'Switch thinking off with LLM_THINKING=off, or choose another model.':
    'Выключите размышление через LLM_THINKING=off или выберите другую модель.',
  'A safety filter ended the answer of {1} ({2}).': 'Фильтр безопасности прервал ответ {1} ({2}).',
  'Ask another model, or leave the news out: their words are what a filter takes offence at.':
    'Спросите другую модель или уберите новости: фильтру не нравятся их слова.',
  'Another model may do better.': 'Другая модель может справиться лучше.',
  '{1} used up its {2} answer tokens before the answer was whole.':
    '{1} израсходовала {2} токенов ответа раньше, чем закончила его.',
  'Raise LLM_MAX_ANSWER_TOKENS.': 'Увеличьте LLM_MAX_ANSWER_TOKENS.',
  '{1} used up its {2} answer tokens before the answer was whole: {3} of {4} went into thinking.':
    '{1} израсходовала {2} токенов ответа раньше, чем закончила его: {3} из {4} ушли на размышление.',
  'Raise LLM_MAX_ANSWER_TOKENS, lower LLM_EFFORT, or switch thinking off with LLM_THINKING=off.':
    'Увеличьте LLM_MAX_ANSWER_TOKENS, уменьшите LLM_EFFORT или выключите размышление через LLM_THINKING=off.',
  'is an alias: "latest" names no dated version': '— псевдоним: "latest" не называет версии с датой',
  'is served from a cloud that may change its weights': 'отвечает из облака, которое может сменить веса',
  'is an alias: without a tag Ollama takes "latest"': '— псевдоним: без метки Ollama берёт "latest"',
  'is the name of a deployment, which may hold any model': '— имя развёртывания, за которым может стоять любая модель',
  'is an alias without a dated version': '— псевдоним без версии с датой',
  '{1} answered with a page for people{2}, not as the model server {3}.':
    '{1} ответил страницей для людей{2}, а не как сервер моделей {3}.',
  'it read {1} tokens of a prompt that has at least {2}': 'прочитано {1} токенов промпта, в котором их не меньше {2}',
  'it read {1} tokens, as many as its context of {2} holds':
    'прочитано {1} токенов, столько же, сколько вмещает контекст {2}',
  'a part': 'часть',
  day: 'день',
  run: 'запуск',
  'It was cut off because it was too long. Be brief.': 'Ответ обрезан, так как был слишком длинным. Пишите короче.',
  'It ended before it was complete.': 'Ответ закончился раньше, чем был завершён.',
};
