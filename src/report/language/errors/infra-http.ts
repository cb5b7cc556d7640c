import type { Phrasebook } from './patterns.js';

/** What is said of requests over HTTP. */
export const INFRA_HTTP_IN_RUSSIAN: Phrasebook = {
  '{1} is not asked until {2}: {3} refused more requests (HTTP 418 or 429).':
    'До {2} {1} не спрашивается: {3} отказалась принимать запросы (HTTP 418 или 429).',
  'wait {1} s': 'подождите {1} с',
  'The address of {1} is not an http or https URL: set its *_BASE_URL to one such as https://host/path.':
    'Адрес {1} — не URL с http или https: задайте его *_BASE_URL, например https://host/path.',
  'an http or https URL': 'URL с http или https',
  'correct the *_BASE_URL of this source': 'исправьте *_BASE_URL этого источника',
  '{1} did not answer in full within {2} ms.': '{1}: полного ответа нет за {2} мс.',
  'try again, or raise the deadline': 'попробуйте снова или увеличьте срок',
  'The request to {1} was given up by its caller.': 'Запрос к {1} отменён тем, кто его послал.',
  'The request to {1} cannot be sent: its API key or another header holds characters that HTTP does not allow.':
    'Запрос к {1} отправить нельзя: в ключе API или другом заголовке есть знаки, которых HTTP не допускает.',
  'paste the key again, without spaces or line breaks': 'вставьте ключ снова, без пробелов и переводов строк',
  '{1} cannot be found: its host name does not resolve ({2}).': '{1} не найден: имя хоста не разрешается ({2}).',
  'check the base URL and the network connection': 'проверьте базовый адрес и сеть',
  '{1} has no valid certificate, so the connection was refused ({2}).':
    'У {1} недействительный сертификат, поэтому в соединении отказано ({2}).',
  'check the base URL, the system clock and any proxy in between':
    'проверьте базовый адрес, системные часы и прокси, если он есть',
  '{1} cannot be reached: the connection failed ({2}).': '{1} недоступен: соединение не удалось ({2}).',
  'check that the server runs and the network is up': 'проверьте, что сервер запущен и сеть работает',
  '{1} sent text that is neither UTF-8 nor in the charset it names.':
    '{1} прислал текст, который не UTF-8 и не в той кодировке, что он называет.',
  'gzip, br': 'gzip, br',
  '{1} sent a body in the encoding "{2}", which was not asked for.':
    '{1} прислал тело в кодировке "{2}", которой не просили.',
  'expected {1} or none': 'ожидается {1} или без кодировки',
  '{1} sent nothing for {2} ms.': '{1} ничего не присылает уже {2} мс.',
  '{1} sent a body that broke off.': '{1} прислал тело, которое обрывается.',
  'check that this is the right server': 'проверьте, тот ли это сервер',
  '{1} sent no JSON: {2}.': '{1} прислал не JSON: {2}.',
  'try again; if it stays, check the base URL and whether the service blocks this address':
    'попробуйте снова; если так и останется, проверьте базовый адрес и не блокирует ли сервис этот IP',
  '{1} sent a number too large to be one in field {2}.': '{1} прислал в поле {2} слишком большое число.',
  'finite numbers': 'конечные числа',
  '{1} answered with an error: {2}.': '{1} ответил ошибкой: {2}.',
  'do what the service says; its key, plan and limits are the usual causes':
    'сделайте то, что говорит сервис; обычно причина в ключе, тарифе или лимитах',
  '{1} sent an unexpected reply: field {2}: {3}.': '{1} прислал неожиданный ответ: поле {2}: {3}.',
  'the service may have changed its format; look for a newer version of this program':
    'возможно, сервис изменил формат; поищите более новую версию этой программы',
  'the body is empty': 'тело пустое',
  'got HTML': 'получен HTML',
  'got HTML ({1})': 'получен HTML ({1})',
  'got XML or HTML': 'получен XML или HTML',
  'it holds NaN or Infinity, which JSON has not': 'в нём NaN или Infinity, которых в JSON нет',
  'the text is cut off or malformed': 'текст обрезан или испорчен',
  'got other text: {1}': 'получен другой текст: {1}',
  'one request weighs more than the whole budget': 'один запрос весит больше всего бюджета',
  'the next free moment is {1} s away': 'следующий свободный момент через {1} с',
  '{1} was not asked: its budget of {2} per {3} s is used up, and {4}.':
    '{1} не спрашивается: бюджет {2} за {3} с исчерпан, и {4}.',
  'ask less often or wait': 'спрашивайте реже или подождите',
  '{1} sent more than {2} bytes.': '{1} прислал больше {2} байт.',
  'ask for less at once, or check that this is the right server':
    'запрашивайте меньше за раз или проверьте, тот ли это сервер',
  '{1} sent a body that broke off or is damaged.': '{1} прислал тело, которое обрывается или испорчено.',
  'try again': 'попробуйте снова',
  '(not a URL)': '(не URL)',
  '{1} redirects {2}.': '{1} перенаправляет {2}.',
  'set the base URL of this source to where it lives now': 'задайте базовый адрес источника там, где он теперь',
  'without saying where to': 'не говоря куда',
  'to an address that is not a URL': 'на адрес, который не URL',
  'to a {1} address': 'на адрес {1}',
  'from https to plain http': 'с https на обычный http',
  'in a loop, back to {1}': 'по кругу, снова на {1}',
  'more than {1} times': 'больше {1} раз',
  ' (not modified, though nothing was kept from before)': ' (не изменилось, хотя раньше ничего не сохранялось)',
  '{1} answered HTTP {2}{3}{4}.': '{1}: ответ HTTP {2}{3}{4}.',
  'check the symbol and the settings of this source': 'проверьте символ и настройки этого источника',
  'check the API key of this source': 'проверьте ключ API этого источника',
  'check the API key and plan of this source, and whether it blocks this address':
    'проверьте ключ API и тариф этого источника и не блокирует ли он этот адрес',
  'check the base URL of this source': 'проверьте базовый адрес этого источника',
  'wait: this address is banned for asking too often': 'подождите: этот адрес заблокирован за слишком частые запросы',
  'ask less often, or wait': 'спрашивайте реже или подождите',
  'the service refuses this region: use a mirror or another venue':
    'сервис отказывает этому региону: используйте зеркало или другую площадку',
  'try again later': 'попробуйте позже',
  'check the settings of this source': 'проверьте настройки этого источника',
};
