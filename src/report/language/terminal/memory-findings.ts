import type { Phrasebook } from '../errors/patterns.js';

/** Where a headline begins and why, and whether a score may be memory: sentences that stand in documents as they are. */
export const MEMORY_IN_RUSSIAN: Phrasebook = {
  'nothing was trained on the past or chosen by hand, so every decision counts':
    'ничего не обучено на прошлом и не выбрано вручную, поэтому в зачёт идёт каждое решение',
  'the creation date of the prompt is unknown': 'дата создания промпта неизвестна',
  'the prompt was written by {1}': 'промпт написан не позже {1}',
  'the prompt was written by {1} as its file says, a day set by hand: its words were first seen on {2}':
    'промпт написан не позже {1}, как сказано в его файле, а день указан вручную: впервые его слова увидены {2}',
  'settings were last chosen by hand at {1}': 'настройки последний раз выбраны вручную {1}',
  '{1} was released on {2} ({3})': '{1}: выпуск {2} ({3})',
  '{1} has a stated training cutoff of {2} ({3}), plus {4} days':
    '{1}: объявленная дата среза знаний {2} ({3}) и ещё {4} дней',
  '{1} answered as {2} different versions': '{1} отвечала как {2} разных версий',
  '{1} is not in the table of model dates (as of {2}); name a dated version or give its dates in a table of your own':
    '{1} нет в таблице дат моделей (на {2}); назовите версию с датой или дайте её даты в своей таблице',
  '{1} is an alias: "latest" names no dated version; name a dated version or give its dates in a table of your own':
    '{1} — псевдоним: "latest" не называет версии с датой; назовите версию с датой или дайте её даты в своей таблице',
  '{1} is served from a cloud that may change its weights; name a dated version or give its dates in a table of your own':
    '{1} отвечает из облака, где её веса могут сменить; назовите версию с датой или дайте её даты в своей таблице',
  '{1} is an alias: without a tag Ollama takes "latest"; name a dated version or give its dates in a table of your own':
    '{1} — псевдоним: без метки Ollama берёт "latest"; назовите версию с датой или дайте её даты в своей таблице',
  '{1} is the name of a deployment, which may hold any model; name a dated version or give its dates in a table of your own':
    '{1} — имя развёртывания, в котором может быть любая модель; назовите версию с датой или дайте её даты в своей таблице',
  '{1} is an alias without a dated version; name a dated version or give its dates in a table of your own':
    '{1} — псевдоним без версии с датой; назовите версию с датой или дайте её даты в своей таблице',

  'No decision can be the headline, because it is unknown when the model stopped learning: {1}.':
    'В зачёт не может идти ни одно решение: неизвестно, когда модель перестала учиться: {1}.',
  'All {1} decisions count for the headline: {2}.': 'В зачёт идут все решения ({1}): {2}.',
  'The headline starts on {1}, because {2}: {3} decisions count and {4} before it do not.':
    'Зачётный период начинается {1}, так как {2}: решений в зачёте {3}, до него не в зачёте {4}.',
  'Masking says nothing over {1} decisions: there are too few.': 'Сокрытие ничего не говорит: решений {1}, это мало.',
  'Masking says nothing over {1} decisions before its cutoff: there are too few.':
    'Сокрытие ничего не говорит: решений до даты среза знаний {1}, это мало.',
  'The model is better when it can see which moment it is, which speaks for memory: {1}.':
    'Модель лучше, когда видит, какой это момент, что говорит о памяти: {1}.',
  'Masking names, dates and prices makes no measurable difference for the worse: {1}.':
    'Сокрытие имён, дат и цен измеримо ничего не ухудшает: {1}.',
  'Brier {1} plain, {2} masked, difference {3} [{4}, {5}] over {6} decisions':
    'Брайер открыто {1}, скрыто {2}, разность {3} [{4}, {5}], решений {6}',
  'Brier {1} plain, {2} masked, difference {3} [{4}, {5}] over {6} decisions before its cutoff':
    'Брайер открыто {1}, скрыто {2}, разность {3} [{4}, {5}], решений до даты среза знаний {6}',
  'Skill before and after the cutoff cannot be compared: {1} and {2} decisions are too few.':
    'Качество до и после даты среза знаний не сравнить: решений {1} и {2}, это мало.',
  'Skill is higher before the training cutoff than after it: difference {1} [{2}, {3}], {4} decisions before and {5} after.':
    'До даты среза знаний качество выше, чем после: разность {1} [{2}, {3}], решений до {4}, после {5}.',
  'Skill is not measurably higher before the training cutoff than after it: difference {1} [{2}, {3}], {4} decisions before and {5} after.':
    'До даты среза знаний качество измеримо не выше, чем после: разность {1} [{2}, {3}], решений до {4}, после {5}.',
  'A Brier skill of {1} is more than can be believed of this market ({2}, {3}): look for the future in its inputs before anything else.':
    'Выигрыш по Брайеру {1} — больше, чем можно поверить на этом рынке ({2}, {3}): прежде всего ищите будущее в её входах.',
  'A Brier skill of {1} is nearly more than can be believed of this market ({2}, {3}): look for the future in its inputs before anything else.':
    'Выигрыш по Брайеру {1} — почти больше, чем можно поверить на этом рынке ({2}, {3}): прежде всего ищите будущее в её входах.',
  'A Brier skill of {1} and an area under the curve of {2} is more than can be believed of this market ({3}, {4}): look for the future in its inputs before anything else.':
    'Выигрыш по Брайеру {1} и площадь под кривой {2} — больше, чем можно поверить на этом рынке ({3}, {4}): прежде всего ищите будущее в её входах.',
  'A Brier skill of {1} and an area under the curve of {2} is nearly more than can be believed of this market ({3}, {4}): look for the future in its inputs before anything else.':
    'Выигрыш по Брайеру {1} и площадь под кривой {2} — почти больше, чем можно поверить на этом рынке ({3}, {4}): прежде всего ищите будущее в её входах.',
  'This hangs on a hair: other draws of the resamples might decide otherwise.':
    'Это на волоске: другие перевыборки могли бы решить иначе.',
  'The model can recite the period from memory: {1} of {2} weekly closes within 2 % and {3} of {4} directions, where chance gives {5} % and {6} % of those it answers.':
    'Модель может повторить период по памяти: недельных закрытий с точностью до 2 % — {1} из {2}, направлений — {3} из {4}, а случайно было бы {5} % и {6} % отвеченных.',
  'The model cannot be shown to recite the period: {1} of {2} weekly closes within 2 % and {3} of {4} directions, where chance gives {5} % and {6} % of those it answers.':
    'Не показано, что модель повторяет период по памяти: недельных закрытий с точностью до 2 % — {1} из {2}, направлений — {3} из {4}, а случайно было бы {5} % и {6} % отвеченных.',
  'With the trend mirrored': 'С отражённым трендом',
  'With news of the opposite mood': 'С новостями обратного тона',
  'Without the news': 'Без новостей',
  'With {1}': 'С изменением {1}',
  '{1}, no decision was asked.': '{1} ни об одном решении не спросили.',
  '{1}, {2} % of {3} answers move.': '{1} меняются {2} % ответов из {3}.',
  '{1}, {2} % of {3} answers move the way the data do and {4} % the other way; mean shift {5}.':
    '{1} {2} % ответов из {3} идут за данными и {4} % — против; средний сдвиг {5}.',
  'Masking hides names, dates and the level of prices; it cannot hide the shape of a famous crash in returns and volatility, levels of volume and chain activity, or what happened in the news.':
    'Сокрытие прячет имена, даты и уровень цен; форму известного обвала в доходностях и волатильности, уровни объёма и активности сети и то, что случилось в новостях, оно спрятать не может.',
  'Masking also takes honest information away (which asset, the season, who is in the news), so a worse masked score is evidence of memory, not proof.':
    'Сокрытие отнимает и честные сведения (какой актив, время года, кто в новостях), поэтому худшая оценка скрытого — свидетельство памяти, а не доказательство.',
  'A name that is not in the list of names, a number in words and a price near a small count come through.':
    'Имя, которого нет в списке имён, число словами и цена рядом с небольшим счётом остаются видны.',
  'An equal masked score, data that move the answer and a failed recitation do not clear a model: only decisions after its cutoff do.':
    'Равная оценка скрытого, данные, которые меняют ответ, и неудача с повторением модель не оправдывают: это делают только решения после даты среза знаний.',
};
