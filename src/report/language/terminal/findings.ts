import type { Language } from '../catalogue.js';
import type { Phrasebook } from '../errors/patterns.js';
import { Translator } from '../errors/translator.js';
import { MEMORY_IN_RUSSIAN } from './memory-findings.js';

/** Verdicts of an evaluation, and the reasons that statistical rules give: sentences that stand in documents as they are. */
export const FINDINGS_IN_RUSSIAN: Phrasebook = {
  'after {1}, {2}': 'после {1}: {2}',
  'over {1} decision ({2} independent), {3}': 'решений {1} (независимых {2}): {3}',
  'over {1} decisions ({2} independent), {3}': 'решений {1} (независимых {2}): {3}',
  'it is not distinguishable from climatology: {1}': 'не отличается от климатологии: {1}',
  'it is better than climatology, but not shown to be better than always 0.5: {1}':
    'лучше климатологии, но не показано, что лучше, чем всегда 0.5: {1}',
  'it is better than climatology, but not shown to be better than always saying its own mean: {1}':
    'лучше климатологии, но не показано, что лучше, чем всегда своё среднее: {1}',
  'it is better than climatology, but not shown to go with what happens more than luck does: {1}':
    'лучше климатологии, но не показано, что связано с происходящим больше, чем случайность: {1}',
  'it is worse than climatology: {1}': 'хуже климатологии: {1}',
  'it is better than climatology and than always 0.5 (p = {1}): {2}':
    'лучше климатологии и чем всегда 0.5 (p = {1}): {2}',
  'Brier skill is not defined': 'выигрыш по Брайеру не определён',
  'Brier skill {1}, could have detected {2}': 'выигрыш по Брайеру {1}, было бы обнаружено {2}',
  'Brier skill {1}': 'выигрыш по Брайеру {1}',
  ', as wide as errors that last would make it': ', с такой шириной, какую дают длящиеся ошибки',
  'Brier skill {1}, all of it in {2} ({3})': 'выигрыш по Брайеру {1}, весь он — в {2} ({3})',
  'to find a skill of {1} takes about {2} decisions': 'чтобы найти выигрыш {1}, нужно около {2} решений',
  '{1}; cost nothing': '{1}; бесплатно',
  '{1}; cost unknown': '{1}; цена неизвестна',
  '{1}; cost under $0.01': '{1}; стоило меньше $0.01',
  '{1}; cost ${2}': '{1}; стоило ${2}',
  'cost nothing': 'бесплатно',
  'cost unknown': 'цена неизвестна',
  'cost under $0.01': 'стоило меньше $0.01',
  'cost ${1}': 'стоило ${1}',
  'this hangs on a hair (p = {1}, decided at {2})': 'это на волоске (p = {1}, граница {2})',
  'nothing can be said: it takes at least {1} windows that do not overlap, and there are {2}':
    'ничего сказать нельзя: нужно не меньше {1} непересекающихся окон, а есть {2}',
  '{1} (over {2} decision ({3} independent): {4})': '{1} (решений {2}, независимых {3}: {4})',
  '{1} (over {2} decisions ({3} independent): {4})': '{1} (решений {2}, независимых {3}: {4})',
  'no opinion for {1} of the {2} decision': 'без мнения {1} из {2} решений',
  'no opinion for {1} of the {2} decision: with climatology in its place {3}':
    'без мнения {1} из {2} решений: с климатологией на его месте {3}',
  '{1}; no opinion for {2} of the {3} decisions: with climatology in its place {4}':
    '{1}; без мнения {2} из {3} решений: с климатологией на его месте {4}',
  '{1}; no opinion for {2} of the {3} decisions: with climatology in their place {4}':
    '{1}; без мнения {2} из {3} решений: с климатологией на их месте {4}',
  'no opinion for {1} of the {2} decisions': 'без мнения {1} из {2} решений',
  'no opinion for {1} of the {2} decisions: with climatology in its place {3}':
    'без мнения {1} из {2} решений: с климатологией на его месте {3}',
  'no opinion for {1} of the {2} decisions: with climatology in their place {3}':
    'без мнения {1} из {2} решений: с климатологией на их месте {3}',
  'it cannot be called skilled, since it answered only {1} of the {2} decisions that it was asked (at least {3} % are needed; where it answered, {4})':
    'умелой её назвать нельзя: она ответила только на {1} из {2} решений, о которых её спросили (нужно не меньше {3} %; где ответила: {4})',
  'it is better than climatology only where it answered (p = {1}), not over all that it was asked (p = {2})':
    'лучше климатологии только там, где ответила (p = {1}), а не на всём, о чём спросили (p = {2})',
  'it cannot be told whether it is better than climatology: what it gets wrong lasts so long that they say as much as {1} independent ones ({2})':
    'нельзя сказать, лучше ли климатологии: её ошибки длятся так долго, что решения стоят независимых: {1} ({2})',
  'it cannot be told whether it is better than climatology: what it gets wrong lasts so long that they say as much as {1} independent one ({2})':
    'нельзя сказать, лучше ли климатологии: её ошибки длятся так долго, что решения стоят независимых: {1} ({2})',
  'no result can be called out of sample, since {1}': 'ни один результат нельзя считать вневыборочным, так как {1}',
  'there is nothing to score: {1}': 'оценивать нечего: {1}',
  'it gave no opinion': 'мнений не было',
  'none of its opinions has an outcome': 'ни у одного мнения нет исхода',
  'climatology has no forecast of its {1} decisions with an outcome':
    'у климатологии нет прогноза ни для одного решения с исходом ({1})',
  'each of its {1} decisions with an outcome reaches over that start, or has no forecast of climatology':
    'каждое решение с исходом ({1}) заходит за это начало или не имеет прогноза климатологии',
  'regime {1}': 'режиме {1}',
  'volatility {1}': 'волатильности {1}',
  'confidence {1}': 'уверенности {1}',
  bull: 'рост',
  bear: 'падение',
  neutral: 'нейтрально',
  'bull {1}': 'рост {1}',
  'bear {1}': 'падение {1}',
  'neutral {1}': 'нейтрально {1}',
  low: 'низкая',
  medium: 'средняя',
  high: 'высокая',
  'low {1}': 'низкая {1}',
  'medium {1}': 'средняя {1}',
  'high {1}': 'высокая {1}',
  '1-low': '1-низкая',
  '2-middle': '2-средняя',
  '3-high': '3-высокая',
  '1-low {1}': '1-низкая {1}',
  '2-middle {1}': '2-средняя {1}',
  '3-high {1}': '3-высокая {1}',
  'under 0.001': 'меньше 0.001',
  'all of its {1} scored decisions are earlier, and may be remembered':
    'все оценённые решения ({1}) раньше, и она может их помнить',
  'adjusted for {1} tried p = {2}': 'с поправкой на число попыток ({1}) p = {2}',
  'the best of {1} that were tried looks like this by chance: adjusted for {2} tried p = {3}, where {4} is asked; alone, {5}':
    'лучшая из {1} попыток выглядит так и случайно: с поправкой на число попыток ({2}) p = {3}, а нужно {4}; сама по себе: {5}',
  'in {1} alone it looks better (skill {2}, adjusted p = {3}), which is an idea to test, not a result':
    'только при {1} выглядит лучше (выигрыш {2}, p с поправкой {3}): это мысль для проверки, а не результат',

  'A fixed rule over {1} signs, not a language model: the weighted lean is {2} on a scale from −1 (bear) to 1 (bull).':
    'Постоянное правило, признаков {1}, не языковая модель: взвешенный уклон {2} на шкале от −1 (падение) до 1 (рост).',
  'Price {1} over 24 h (bull {2})': 'Цена {1} за 24 ч (рост {2})',
  'Price {1} over 24 h (bear {2})': 'Цена {1} за 24 ч (падение {2})',
  'Price {1} over 7 days (bull {2})': 'Цена {1} за 7 дней (рост {2})',
  'Price {1} over 7 days (bear {2})': 'Цена {1} за 7 дней (падение {2})',
  'Price {1} from its 30-day mean (bull {2})': 'Цена {1} от среднего за 30 дней (рост {2})',
  'Price {1} from its 30-day mean (bear {2})': 'Цена {1} от среднего за 30 дней (падение {2})',
  'Funding {1} per interval (bull {2})': 'Фандинг {1} за интервал (рост {2})',
  'Funding {1} per interval (bear {2})': 'Фандинг {1} за интервал (падение {2})',
  'Net inflow of {1} BTC at exchanges (bear {2})': 'Чистый приток на биржи {1} BTC (падение {2})',
  'Net outflow of {1} BTC at exchanges (bull {2})': 'Чистый отток с бирж {1} BTC (рост {2})',
  'Stablecoin supply {1} over 7 days (bull {2})': 'Предложение стейблкоинов {1} за 7 дней (рост {2})',
  'Stablecoin supply {1} over 7 days (bear {2})': 'Предложение стейблкоинов {1} за 7 дней (падение {2})',
  'Fear & Greed at {1} (bull {2})': 'Страх и жадность {1} (рост {2})',
  'Fear & Greed at {1} (bear {2})': 'Страх и жадность {1} (падение {2})',
};

/** A verdict has values in values: costs, start, number, skill, where, how much. */
const DEEPEST = 8;

let translator: Translator | null = null;

/** Says a finding in the language; what is not known stays as it is. */
export function findingIn(language: Language): (text: string) => string {
  if (language !== 'ru') return (text) => text;
  return (text) => (translator ??= new Translator({ ...MEMORY_IN_RUSSIAN, ...FINDINGS_IN_RUSSIAN }, DEEPEST)).say(text);
}
