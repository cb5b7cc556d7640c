import type { Phrasebook } from './patterns.js';

/** What is said of settings. */
export const APP_CONFIG_IN_RUSSIAN: Phrasebook = {
  '{1}, line {2} is not NAME=value: write a name, "=" and its value, or put "#" before a remark.':
    '{1}, строка {2}: ожидается ИМЯ=значение. Напишите имя, "=" и значение или поставьте "#" перед примечанием.',
  '{1} in {2}, line {3} has an opening quotation mark without a closing one: close it or remove it.':
    '{1} в {2}, строка {3}: кавычка открыта и не закрыта. Закройте её или удалите.',
  '{1}, line {2}: {3} is not a setting and is ignored; did you mean {4}?':
    '{1}, строка {2}: {3} — не настройка и пропускается; может быть, {4}?',
  'provider/name without spaces, e.g. ollama/llama3.2 (a bare name means ollama/name), or several joined by +':
    'поставщик/имя без пробелов, например ollama/llama3.2 (имя без поставщика означает ollama/имя), или несколько через +',
  'the id of a prompt, in small letters, digits and hyphens, e.g. regime-2':
    'имя промпта: строчные буквы, цифры и дефисы, например regime-2',
  'up to ten provider/name separated by commas': 'не больше десяти поставщик/имя через запятую',
  '"v1" or a date such as 2024-10-21': '"v1" или дата, например 2024-10-21',
  'an address such as 127.0.0.1': 'адрес, например 127.0.0.1',
  'a path to a file': 'путь к файлу',
  'up to twenty names separated by commas': 'не больше двадцати имён через запятую',
  'the number of a chat, or @channel': 'номер чата или @канал',
  'an address that starts with http:// or https://, e.g. {1}':
    'адрес, который начинается с http:// или https://, например {1}',
  'an http(s) address': 'адрес http(s)',
  'the key alone': 'только сам ключ',
  'id=address, several separated by commas': 'имя=адрес, несколько через запятую',
  'NAME=MEMBER+MEMBER separated by commas, names in small letters':
    'ИМЯ=УЧАСТНИК+УЧАСТНИК через запятую, имена строчными буквами',
  'MODEL=NAME:VALUE+NAME:VALUE separated by commas, names {1}, e.g. {2}':
    'МОДЕЛЬ=ИМЯ:ЗНАЧЕНИЕ+ИМЯ:ЗНАЧЕНИЕ через запятую, имена: {1}, например {2}',
  'a whole number': 'целое число',
  'a whole number of {1}': 'целое число ({1})',
  'a number': 'число',
  'a number of {1}': 'число ({1})',
  '{1} from {2} to {3}': '{1} от {2} до {3}',
  '{1} above {2} and at most {3}': '{1} больше {2} и не больше {3}',
  '{1}, or "none"': '{1} или "none"',
  '{1}, or "off"': '{1} или "off"',
  'provider/model=input:output or input:output:cached in USD per million tokens, separated by commas':
    'поставщик/модель=ввод:вывод или ввод:вывод:кэш, в долларах за миллион токенов, через запятую',
  'a pair against a USD currency, e.g. BTCUSDT or ETHUSDC': 'пара к долларовой валюте, например BTCUSDT или ETHUSDC',
  'a path to a folder': 'путь к папке',
  'a duration such as {1}, 90s or 1h30m, a number of seconds, or -1 for ever':
    'длительность, например {1}, 90s или 1h30m, число секунд или -1, то есть навсегда',
  'one of {1}': 'одно из значений: {1}',
  'none is defined': 'не определён ни один',
  'there are {1}': 'есть {1}',
  'llm.model is "{1}", and llm.ensembles has no "{2}": {3}.':
    'llm.model — это "{1}", а в llm.ensembles нет "{2}": {3}.',
  'llm.model is "{1}": did you mean "ensemble/{2}"?': 'llm.model — это "{1}": может быть, "ensemble/{2}"?',
  'llm.model is "{1}": a member is missing; write members as 3*ollama/llama3.2+baseline/logistic.':
    'llm.model — это "{1}": не хватает участника; пишите участников так: 3*ollama/llama3.2+baseline/logistic.',
  'llm.model is "{1}": an ensemble cannot be a member of another; write its members out.':
    'llm.model — это "{1}": ансамбль не может быть участником другого; перечислите его участников.',
  'llm.model is "{1}": {2} is to be asked {3} times, not 1 to {4}.':
    'llm.model — это "{1}": {2} нужно спросить {3} раз, а можно от 1 до {4}.',
  'llm.model is "{1}": {2} is named twice; write 2*{3} to ask it twice.':
    'llm.model — это "{1}": {2} назван дважды; чтобы спросить дважды, напишите 2*{3}.',
  'llm.model is "{1}": it must name a model after "{2}/"; "llm-trading models" lists what there is.':
    'llm.model — это "{1}": после "{2}/" должно стоять имя модели; "llm-trading models" показывает, какие есть.',
  'llm.model is "{1}": did you mean "{2}/{3}"?': 'llm.model — это "{1}": может быть, "{2}/{3}"?',
  ' with OPENAI_BASE_URL={1}': ' с OPENAI_BASE_URL={1}',
  'llm.model is "{1}", and a name without a provider is Ollama\'s, which has no such model: did you mean "{2}"{3}? ("ollama/{4}" if your server does have it.)':
    'llm.model — это "{1}", а имя без поставщика относится к Ollama, где такой модели нет: может быть, "{2}"{3}? (Если на вашем сервере она есть — "ollama/{4}".)',
  'llm.model is "{1}": the baselines are {2}.': 'llm.model — это "{1}": статистические правила — {2}.',
  'llm.model is "{1}": did you mean "baseline/{2}"?': 'llm.model — это "{1}": может быть, "baseline/{2}"?',
  '{1} is not set, and {2} needs it: set {3} in the environment or in .env.':
    '{1}: значения нет, а {2} без него не работает. Задайте {3} в окружении или в .env.',
  'set {1}': 'задайте {1}',
  'llm.model is not set, but llm.openai.base_url is: name the model with {1} or LLM_MODEL ("llm-trading models" lists them), or use {2}.':
    'llm.model не задано, а llm.openai.base_url задано: назовите модель через {1} или LLM_MODEL ("llm-trading models" перечисляет их) или используйте {2}.',
  'a ccxt exchange id such as kraken or okx': 'имя биржи в ccxt, например kraken или okx',
  'permission denied': 'нет прав',
  'it is a folder': 'это папка',
  'its symbolic links go in a circle': 'символические ссылки ходят по кругу',
  'too many files are open': 'открыто слишком много файлов',
  'the disk reports an error': 'диск сообщает об ошибке',
  '{1} cannot be read ({2}): make it a file you may read (chmod u+r {3}), or remove it.':
    '{1} не читается ({2}): сделайте его файлом, который вам можно читать (chmod u+r {3}), или удалите.',
  '{1} is larger than 1 MiB and cannot be a settings file: remove it or name the right one.':
    '{1} больше 1 МиБ и не может быть файлом настроек: удалите его или назовите нужный.',
  '{1} is not UTF-8 text: save it again with the encoding UTF-8.':
    '{1} — не текст в UTF-8: сохраните его заново в кодировке UTF-8.',
  'remove it; "llm-trading config schema" lists the settings':
    'удалите её; "llm-trading config schema" перечисляет настройки',
  'did you mean "{1}"?': 'может быть, "{1}"?',
  '"{1}" ({2}) is not a setting: {3}': '"{1}" ({2}) — не настройка: {3}',
  '"{1}" ({2}) is not a setting: {3}.': '"{1}" ({2}) — не настройка: {3}.',
  '{1} ({2}) is a group: it must be {3}.': '{1} ({2}) — группа, а должно быть так: {3}.',
  '{1} ({2}) is a list: it must be {3}.': '{1} ({2}) — список, а должно быть так: {3}.',
  '{1} ({2}) is a secret and is not read from this file: put it into {3} in the environment or in .env, and remove it here.':
    '{1} ({2}) — секрет и из этого файла не читается: задайте {3} в окружении или в .env, а отсюда удалите.',
  'the file': 'файл',
  '{1} ({2}) must hold settings, one "name: value" a line.':
    '{1} ({2}): здесь должны стоять настройки, в каждой строке "имя: значение".',
  '{1} is not there: check the path after {2}.': '{1} не найден: проверьте путь после {2}.',
  '{1}:{2}:{3} is not valid yaml ({4}): correct that line.':
    '{1}:{2}:{3} — недопустимый yaml ({4}): исправьте эту строку.',
  'option {1}': 'параметр {1}',
  'environment variable {1}': 'переменная окружения {1}',
  '{1} in {2}, line {3}': '{1} в {2}, строка {3}',
  'it has quotation marks around it: write the address alone': 'он в кавычках: напишите только адрес',
  'it contains a space: write the address alone': 'в нём пробел: напишите только адрес',
  'it holds a user name or password: put keys into their own variables':
    'в нём имя пользователя или пароль: для ключей есть свои переменные',
  'it must end with its path, without "?" or "#" and what follows':
    'он должен кончаться своим путём, без "?" или "#" и того, что за ними',
  'paste the key alone, without spaces, line breaks or quotation marks':
    'вставьте только ключ, без пробелов, переводов строк и кавычек',
  'has a space before or after the key: {1}': 'содержит пробел до или после ключа: {1}',
  'has quotation marks around the key: {1}': 'содержит кавычки вокруг ключа: {1}',
  'has a space inside the key: {1}': 'содержит пробел внутри ключа: {1}',
  'has an invisible or non-ASCII character: {1}': 'содержит невидимый знак или знак не из ASCII: {1}',
  '{1}, e.g. {2}': '{1}, например {2}',
  'it names "{1}" twice': '"{1}" в нём названо дважды',
  'its {1} must be one of {2}, not "{3}"': 'его {1} — одно из {2}, а не "{3}"',
  'its {1} must be a whole number from {2} to {3}, not "{4}"': 'его {1} — целое число от {2} до {3}, а не "{4}"',
  'its {1} must be a number from {2} to {3}, not "{4}"': 'его {1} — число от {2} до {3}, а не "{4}"',
  'it must be a path to a folder': 'нужен путь к папке',
  '{1} ({2}) is {3}: {4}.': '{1} ({2}): указано {3}; {4}.',
  '{1} ({2}) {3}.': '{1} ({2}) {3}.',
  hours: 'часы',
  tokens: 'токены',
};
