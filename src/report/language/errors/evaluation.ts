import type { Phrasebook } from './patterns.js';

/** What is said of scores, baselines and recalibration. */
export const EVALUATION_IN_RUSSIAN: Phrasebook = {
  'A baseline gave the probability {1}.': 'Статистическое правило дало вероятность {1}.',
  '{1}{2} of the {3} decisions whose window had closed were bull.':
    '{1}Рост был у {2} из {3} решений, окна которых закрылись.',
  'Bull and bear are held equally likely, whatever the market.':
    'Рост и падение считаются равновероятными на любом рынке.',
  'The heuristic baseline needs price history, and the snapshot has none.':
    'Статистическому правилу heuristic нужна история цен, а в снимке её нет.',
  'see data_quality for what the market source reported': 'в data_quality сказано, что сообщил источник рынка',
  'Bars of {1} ms cannot show the volatility of the 24 hours that end at each hour.':
    'По свечам в {1} мс не увидеть волатильности за 24 часа до каждого часа.',
  '1m, 5m, 15m, 1h, 2h, 4h or the like': '1m, 5m, 15m, 1h, 2h, 4h и тому подобное',
  'State {1} of {2} ({3}, mean −{4} % a day)': 'Состояние {1} из {2} ({3}, в среднем −{4} % за день)',
  'State {1} of {2} ({3}, mean +{4} % a day)': 'Состояние {1} из {2} ({3}, в среднем +{4} % за день)',
  '{1} states: 1 to {2} can be fitted.': '{1} состояний: можно от 1 до {2}.',
  'The variance floor is {1}, not above 0.': 'Нижняя граница дисперсии — {1}, не больше 0.',
  'A hidden Markov model of {1} states needs {2} rows at least, and there are {3}.':
    'Скрытой марковской модели с {1} состояниями нужно не меньше {2} строк, а есть {3}.',
  'give it a longer history': 'дайте историю длиннее',
  'states is {1}, not 2, 3 or 4.': 'states — {1}, а не 2, 3 или 4.',
  'minDays is {1}, not an integer of at least {2}.': 'minDays — {1}, а не целое число от {2}.',
  'pseudoCount is {1}, not above 0.': 'pseudoCount — {1}, не больше 0.',
  'No day of {1} bars ends within 24 h before {2}, and the hidden Markov model needs one.':
    'Скрытой марковской модели нужен день свечей {1}, который кончается за 24 ч до {2}, а такого нет.',
  'give it bars up to the decision': 'дайте свечи до момента решения',
  'Fewer than {1} days to fit states to; ': 'Дней меньше {1}, и состояния строить не на чем; ',
  '{1} with probability {2}; its record of {3} independent windows, drawn to climatology, says bull in {4} %.':
    '{1} с вероятностью {2}; его история из {3} независимых окон, притянутая к климатологии, говорит о росте в {4} %.',
  '{1} numbers are not {2} rows of {3}.': '{1} чисел — это не {2} строк по {3}.',
  'Column {1} of row {2} is {3}.': 'Столбец {1} строки {2} — {3}.',
  'leave the row out': 'уберите строку',
  'The parameters are not those of {1} states over {2} columns.': 'Это не параметры для {1} состояний и {2} столбцов.',
  'probabilities of at least 0, finite means and variances above 0':
    'вероятности не меньше 0, конечные средние и дисперсии больше 0',
  'A logistic regression of {1} rows and {2} columns had not converged after {3} steps.':
    'Логистическая регрессия по {1} строкам и {2} столбцам не сошлась за {3} шагов.',
  '{1} is {2}, not above 0.': '{1} — {2}, не больше 0.',
  'Fewer than {1} decisions of both kinds to learn from; ': 'Решений обоих видов, на которых учиться, меньше {1}; ',
  'A logistic regression on {1} columns of the snapshot, fitted to {2} past decisions, gives log-odds of {3}.':
    'Логистическая регрессия по столбцам снимка ({1}), построенная на прошлых решениях ({2}), даёт логарифм шансов {3}.',
  'The snapshot has no past return; ': 'В снимке нет прошлой доходности; ',
  'of unknown usual size': 'обычный размах неизвестен',
  '{1} standard deviations': 'стандартных отклонений: {1}',
  'The return over {1} h is {2} % ({3}); by {4} past decisions such a move goes on with a probability of {5}.':
    'Доходность за {1} ч — {2} % ({3}); по прошлым решениям ({4}) такое движение продолжается с вероятностью {5}.',
  'A row to calibrate on has the probability {1}.': 'В строке для рекалибровки вероятность {1}.',
  'Cannot recalibrate the probability {1}.': 'Вероятность {1} рекалибровать нельзя.',
  'Not a stored recalibration: {1}.': 'Не сохранённая рекалибровка: {1}.',
  'fit it again from the recorded decisions': 'постройте её заново по записанным решениям',
  'News of {1} cannot stand in for news of {2}: choose two snapshots of one asset.':
    'Новости {1} не заменят новостей {2}: выберите два снимка одного актива.',
  'The alias "{1}" must be 2 to 6 capital letters.': 'Псевдоним "{1}" — это от 2 до 6 прописных латинских букв.',
  'The masked and the plain forecast of {1} have different outcomes: score both against the true market.':
    'У скрытого и обычного прогноза {1} разные исходы: оценивайте оба по настоящему рынку.',
  'No decision was answered both plainly and masked, so there is nothing to compare.':
    'Ни на одно решение не ответили и открыто, и скрыто: сравнивать нечего.',
  'ask both forms of the same decisions': 'спросите те же решения в обоих видах',
  'expected is {1} and run_length is {2}.': 'expected — {1}, а run_length — {2}.',
  'a Brier difference in [−1, 1] and a number of decisions above 1':
    'разность Брайера из [−1, 1] и число решений больше 1',
  'full_skill is {1}: it must be above 0 and at most 1.': 'full_skill — {1}, а нужно больше 0 и не больше 1.',
  'The lower bound of the skill is {1}: it cannot be above 1.':
    'Нижняя граница качества — {1}: больше 1 она быть не может.',
  'No member of {1} gave a valid opinion; the first said: {2}':
    'Ни один участник {1} не дал допустимого мнения; первый сказал: {2}',
  'check that the model servers answer (command doctor)': 'проверьте, отвечают ли серверы моделей (команда doctor)',
  'The ensemble {1} has no members.': 'В ансамбле {1} нет участников.',
  'at least one model': 'хотя бы одна модель',
  '{1} is twice in the ensemble {2}.': '{1} дважды в ансамбле {2}.',
  'each model once, with `samples` to ask it more often':
    'каждая модель один раз; чтобы спрашивать чаще, есть `samples`',
  'samples of {1} is {2}.': 'samples у {1} — {2}.',
  'a whole number from 1 to 100': 'целое число от 1 до 100',
  '{1} is asked {2} times, but a baseline always answers the same.':
    '{1} нужно спросить {2} раз, но статистическое правило всегда отвечает одно и то же.',
  'samples: 1 for a baseline': 'samples: 1 для статистического правила',
  '{1} asks {2} {3} times at temperature 0, which gives the same answer each time.':
    '{1} спрашивает {2} при температуре 0 столько раз: {3}, а ответ каждый раз один и тот же.',
  'a temperature above 0, or samples: 1': 'температура больше 0 или samples: 1',
  'set llm.temperature': 'задайте llm.temperature',
  'A row has {1} members, not {2}.': 'В строке {1} участников, а не {2}.',
  '{1} is {2}: it must be a finite number of at least {3}.': '{1} — {2}, а нужно конечное число не меньше {3}.',
  'The weights of the ensemble are [{1}].': 'Веса ансамбля — [{1}].',
  '{1} finite numbers of at least 0, one for each member, not all 0':
    'конечных чисел не меньше 0: {1}, по одному на участника, не все 0',
  'it gave no opinion': 'мнения не было',
  'its snapshot had other fields': 'в снимке были другие поля',
  'its window reaches over the start of the headline': 'окно заходит за начало зачётного периода',
  'climatology has no forecast of it': 'у климатологии нет прогноза',
  'under 0.001': 'меньше 0.001',
  'its probabilities are not shown to be better than how often bull came true so far':
    'не показано, что её вероятности лучше того, как часто рост сбывался до сих пор',
  'its probabilities are worse than how often bull came true so far':
    'её вероятности хуже того, как часто рост сбывался до сих пор',
  'there are too few decisions to tell': 'решений слишком мало, чтобы судить',
  'nobody knows what it had seen, so that none of its results is out of sample':
    'неизвестно, что она видела, поэтому ни один её результат не вне выборки',
  'none of its opinions is scored out of sample': 'ни одно её мнение не оценено вне выборки',
  'Do not trade this: {1}.': 'Не торгуйте по этому: {1}.',
  'Do not trade this: it is better than can be honest, so that it may see what it should not; this hangs on a hair.':
    'Не торгуйте по этому: она лучше, чем может быть честно, то есть, возможно, видит то, чего не должна; это держится на волоске.',
  'Do not trade this: it is better than can be honest, so that it may see what it should not.':
    'Не торгуйте по этому: она лучше, чем может быть честно, то есть, возможно, видит то, чего не должна.',
  'Do not trade this: after its costs it earned no more than the strategy does without it.':
    'Не торгуйте по этому: с учётом своих издержек она заработала не больше, чем стратегия без неё.',
  'Do not trade this yet: skill is shown, but its lower bound, which allows for errors that last and for what climatology had to learn, is not above 0.':
    'Пока не торгуйте по этому: качество показано, но его нижняя граница, которая учитывает ошибки, идущие подряд, и то, чему климатология училась, не выше 0.',
  'Skill of at least {1} is shown: {2} % of the distance of k from 1 is earned.':
    'Показано качество не меньше {1}: заработано {2} % расстояния k от 1.',
  'It may remember what happened before its cutoff: only what came after that counts.':
    'Возможно, она помнит, что было до даты среза знаний: засчитывается только то, что было после.',
  'What its timing earned could be chance ({1}{2}).':
    'То, что заработал её выбор моментов, может быть случайностью ({1}{2}).',
  'p = {1} against its own opinions moved in time': 'p = {1} рядом с её же мнениями, сдвинутыми во времени',
  'this hangs on a hair, decided at {1} with {2} of {3} shifts': 'это на волоске: граница {1}, сдвигов {2} из {3}',
  'What its timing earned is hardly more than chance would ({1}; {2}).':
    'Её выбор моментов заработал едва ли больше, чем случайность ({1}; {2}).',
  'alpha is {1}: it must be between 0 and 1.': 'alpha — {1}, а нужно число между 0 и 1.',
  'Forecast {1} (decided at {2}) is not later than the one before it ({3}).':
    'Прогноз {1} (решение {2}) не позже предыдущего ({3}).',
  'sort the forecasts by decision time and keep one for each time':
    'упорядочьте прогнозы по времени решения и оставьте по одному на каждое время',
  'the second forecaster': 'второй прогноз',
  'Decision {1} of the two forecasters differs in time or outcome.':
    'Решение {1} у двух прогнозов различается временем или исходом.',
  'compare forecasts of the same decisions, labelled from the same bars':
    'сравнивайте прогнозы одних и тех же решений с исходами по одним и тем же свечам',
  'There is no scored forecast.': 'Нет ни одного оценённого прогноза.',
  'choose a period with decisions whose windows have closed': 'выберите период с решениями, окна которых закрылись',
  '{1} {2} is {3}, not a probability.': '{1} {2} — {3}, а это не вероятность.',
  'There are {1} forecasts but {2} values of {3}.': 'Прогнозов {1}, а значений {3} — {2}.',
  'give one value for each forecast, in the same order': 'дайте по одному значению на каждый прогноз, в том же порядке',
  'no bar shows the price at the decision': 'ни одна свеча не показывает цену в момент решения',
  'the data end before its window has closed': 'данные кончаются раньше, чем закрылось окно',
  'under 95 % of the bars of its window are there': 'есть меньше 95 % свечей окна',
  'the price ended where it began, and was above as often as below':
    'цена кончила там же, где начала, и была выше так же часто, как ниже',
  'Recalibration ({1}) makes its probabilities better out of sample{2}.':
    'Рекалибровка ({1}) улучшает её вероятности вне выборки{2}.',
};
