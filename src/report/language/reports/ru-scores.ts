/** What is behind the scores: over time, reliability, decomposition, baselines, periods, recalibration, direction, slices. */
export const reportScoresRu = {
  'Skill over time': 'Качество во времени',
  'Brier points won against climatology, summed up': 'Выигрыш у климатологии по Брайеру, нарастающим итогом',
  'The sum ended at {sum} over {n} decisions.': 'Сумма в конце {sum}, решений {n}.',
  'The line rises with each decision at which its squared error was below that of climatology: skill is a steady slope, luck is a few jumps. It ended at {sum}.':
    'Линия растёт с каждым решением, где её квадрат ошибки меньше, чем у климатологии: качество — ровный подъём, везение — несколько скачков. В конце {sum}.',
  'In the grey a forecaster without any skill, and as scattered as this one, would end in 95 of 100 cases.':
    'В сером прогнозист без всякого качества и с таким же разбросом оказался бы в 95 случаях из 100.',
  'The dashed line is where the headline begins; each side counts from 0.':
    'Пунктир — начало зачётного периода; каждая сторона считается от 0.',
  '{time} and the next {n}': '{time} и следующие {n}',
  '{when}: said {share} bull': '{when}: сказано {share} роста',
  '{when}: {share} bull came': '{when}: сбылось {share} роста',
  'What was said and what came': 'Что сказано и что сбылось',
  'Two strips over time: the regime that each forecast names, and the outcome.':
    'Две полосы во времени: режим, который называет каждый прогноз, и исход.',
  came: 'сбылось',
  'neutral (0.4 to 0.6)': 'нейтрально (0.4–0.6)',
  'Each cell is the mean of {n} decisions.': 'Каждая клетка — среднее решений: {n}.',

  'Are its probabilities what they say?': 'Верны ли её вероятности?',
  'As the forecaster said it': 'Как сказал прогнозист',
  '{n} {n:decision|decisions}, calibration error {ece}': '{n} {n:решение|решения|решений}, ошибка калибровки {ece}',
  'After recalibration ({kind}), out of sample': 'После рекалибровки ({kind}), вне выборки',
  'Each point is a tenth of the decisions: where it lies on the diagonal, what was forecast is what came true. Nineteen of twenty points of a perfectly calibrated forecaster would lie within the grey band; whiskers are 95 % Wilson intervals.':
    'Каждая точка — десятая часть решений: на диагонали предсказанное сбылось. Девятнадцать из двадцати точек безупречно калиброванного прогнозиста лежали бы в серой полосе; усы — интервалы Уилсона 95 %.',
  'No point lies outside the band{cut}.': 'Вне полосы точек нет{cut}.',
  '{n} {n:point lies|points lie} outside the band{cut}.': 'Вне полосы {n} {n:точка|точки|точек}{cut}.',
  '; the axes show {from} to {to} only, and forecasts beyond count in the outermost bars':
    '; на осях только {from} – {to}, прогнозы за краями — в крайних столбцах',
  'No recalibration had enough closed decisions to learn from.':
    'Ни одной рекалибровке не хватило закрытых решений, чтобы научиться.',
  'Reliability diagram.': 'Диаграмма надёжности.',
  ' or less': ' и меньше',
  ' or more': ' и больше',
  'about {n} {n:forecast|forecasts}': 'около {n} {n:прогноза|прогнозов|прогнозов}',
  '{n} {n:forecast|forecasts}': '{n} {n:прогноз|прогноза|прогнозов}',
  'How often each probability was said.': 'Как часто говорилась каждая вероятность.',
  'The most frequent twentieth holds {n} forecasts.': 'В самой частой двадцатой части прогнозов: {n}.',
  'forecast probability of bull →': 'предсказанная вероятность роста →',
  'Up: share that came true. Below: how often each probability was said{how}.':
    'Вверх — доля сбывшихся. Внизу — как часто говорилась каждая вероятность{how}.',
  ' (drawn from the ten bins, so approximately)': ' (по десяти корзинам, то есть приблизительно)',
  'said {said} on average, came true {came} ({low} to {high}) of {n}':
    'сказано в среднем {said}, сбылось {came} ({low} – {high}) из {n}',
  ', outside the band': ', вне полосы',

  'What its Brier score is made of': 'Из чего состоит её оценка Брайера',
  'Parts of the Brier score': 'Части оценки Брайера',
  'The Brier score begins at what always saying the base rate would give. Miscalibration adds to it (right), resolution takes away from it (left): a useful forecaster ends left of the line.':
    'Оценка Брайера начинается с той, что даёт всегда называть базовую частоту. Ошибка калибровки прибавляет (вправо), различение отнимает (влево): полезный прогнозист оканчивает слева от линии.',
  Uncertainty: 'Неопределённость',
  'of always saying {share}; the zero of this picture': 'если всегда говорить {share}; ноль этой картины',
  Miscalibration: 'Ошибка калибровки',
  'reliability: what is said is not what comes': 'надёжность: сказанное — не то, что сбывается',
  Resolution: 'Различение',
  'telling bull from bear: the only part that earns': 'отличать рост от падения: только эта часть зарабатывает',
  'Within bins': 'Внутри корзин',
  '{n} bins of equal count are coarse': 'корзины равного размера ({n}) грубы',
  'Brier score': 'Оценка Брайера',
  'lower is better': 'меньше — лучше',
  'Climatology, which knew only the past, scored {score}. Standard deviation of the forecasts: {deviation}.':
    'У климатологии, которая знала только прошлое, {score}. Стандартное отклонение прогнозов: {deviation}.',

  'Against each baseline': 'Рядом с каждым статистическим правилом',
  'Skill against each baseline': 'Выигрыш у каждого статистического правила',
  'No baseline answered these decisions, so there is nothing to compare with.':
    'Ни одно статистическое правило на эти решения не ответило, сравнивать не с чем.',
  'Decisions that both answered': 'Решения, на которые ответили оба',
  'Its Brier': 'Его Брайер',
  'Skill against it': 'Выигрыш у него',
  'Diebold–Mariano with the Harvey–Leybourne–Newbold correction, two-sided':
    'Диболд — Мариано с поправкой Харви — Лейборна — Ньюболда, двусторонний',
  'The same question by the equal-weighted cosine test, which keeps its level on few rows':
    'Тот же вопрос по равновзвешенному косинусному критерию, который держит уровень и на немногих строках',
  '{n} decisions it did not answer are left out': 'без решений, на которые оно не ответило: {n}',
  'The baseline made no error.': 'Статистическое правило не ошибалось.',
  'Right of the line the forecaster is better than the baseline on the same decisions; where the bar crosses the line, the difference may be chance.':
    'Справа от линии прогнозист лучше правила на тех же решениях; где полоса пересекает линию, разность может быть случайной.',
  'against {id}: skill {skill}': 'рядом с {id}: выигрыш {skill}',

  'Headline and the time before': 'Зачётный период и время до него',
  'Scores of the headline and of the time before': 'Оценки зачётного периода и времени до него',
  'It is unknown where the headline begins.': 'Неизвестно, где начинается зачётный период.',
  'No scored decision lies after its start.': 'После его начала нет ни одного оценённого решения.',
  'No scored decision lies before the headline.': 'До зачётного периода нет ни одного оценённого решения.',
  Headline: 'Зачётный период',
  'Not out of sample': 'Не вне выборки',
  'Before it': 'До него',
  'Skill, 95 %': 'Выигрыш, 95 %',
  'Only the headline counts. What lies before it may have been learned by the model or fitted by whoever wrote the prompt: better scores there speak for memory.':
    'В зачёт идёт только зачётный период. Что до него, модель могла выучить, а автор промпта — подогнать: лучшие оценки там говорят о памяти.',
  'Where the headline begins is unknown: {because}': 'Где начинается зачётный период, неизвестно: {because}',
  'All decisions are the headline: {because}': 'В зачёте все решения: {because}',
  'The headline begins on {day}: {because}': 'Зачётный период начинается {day}: {because}',
  'Independent windows': 'Независимых окон',
  'Effective n of the losses': 'Эффективное n ошибок',
  'of climatology': 'климатологии',
  'its interval': 'его интервал',
  'clipped to [0.01, 0.99]': 'обрезано до [0.01, 0.99]',
  'Mean forecast': 'Средний прогноз',
  'Bull came true': 'Рост сбылся',
  'Brier skill {skill}': 'Выигрыш по Брайеру {skill}',

  Recalibration: 'Рекалибровка',
  'No recalibration had enough decisions whose windows had closed to learn from.':
    'Ни одной рекалибровке не хватило решений с закрытыми окнами, чтобы научиться.',
  'Scores before and after each recalibration': 'Оценки до и после каждой рекалибровки',
  Kind: 'Вид',
  'Brier before': 'Брайер до',
  'After less before: negative where it helps': 'После минус до: где помогает, меньше нуля',
  'One-sided: how often chance alone would seem to help as much':
    'Одностороннее: как часто так же «помогла» бы случайность',
  'Reliability term of the Brier score': 'Часть оценки Брайера — надёжность',
  'As it stands now': 'Как она сейчас',
  suggested: 'рекомендуется',
  'Each is refitted as time goes on to decisions whose windows had closed, and judged on the next ones. It helps where p is below 0.025.':
    'Каждая со временем строится заново по решениям с закрытыми окнами и судится по следующим. Она помогает, где p ниже 0.025.',
  'changes nothing yet': 'пока ничего не меняет',
  'log-odds × {slope} {sign} {intercept}, from {n} decisions':
    'лог-шансы × {slope} {sign} {intercept}, по {n} решениям',
  'a {a}, b {b}, c {c}, from {n} decisions': 'a {a}, b {b}, c {c}, по {n} решениям',
  '{steps} steps, from {n} decisions': 'ступеней {steps}, по {n} решениям',

  'Direction of the return': 'Направление доходности',
  'hit rate {share}': 'доля попаданий {share}',
  '95 % interval or p': 'интервал 95 % или p',
  'Right direction': 'Верное направление',
  'of {n} decisions with an opinion and a return': 'из решений с мнением и доходностью: {n}',
  'No decision has an opinion and a return.': 'Ни у одного решения нет и мнения, и доходности.',
  'Always the commoner direction': 'Всегда более частое направление',
  'the line in the picture': 'линия на картине',
  'No decision has a return.': 'Ни у одного решения нет доходности.',
  'Correlation with the return (Pearson)': 'Корреляция с доходностью (Пирсон)',
  'Rank correlation (Spearman)': 'Ранговая корреляция (Спирмен)',
  'Too few rows for the overlap.': 'При таком пересечении строк слишком мало.',
  'One of the two never varies, or there are too few decisions.':
    'Одна из двух величин не меняется, или решений слишком мало.',
  'A secondary look: whether the sign and the size of the return over the horizon follow the opinion. A hit rate counts only as far as it beats always naming the commoner direction.':
    'Взгляд со стороны: следуют ли знак и размер доходности за горизонт за мнением. Доля попаданий значит что-то лишь настолько, насколько она выше, чем если всегда называть более частое направление.',

  Slices: 'Срезы',
  exploratory: 'для поиска мыслей',
  'There is nothing to divide the decisions by.': 'Делить решения не по чему.',
  '{n} {n:slice was|slices were} looked at, and some look good by chance alone. p is adjusted for that (false discovery rate): none stays below 0.05. No slice is evidence on its own.':
    '{n:Просмотрен|Просмотрены|Просмотрено} {n} {n:срез|среза|срезов}, и некоторые хороши случайно. p с поправкой на это (доля ложных открытий): ниже 0.05 не остаётся ни один. Сам по себе срез ничего не доказывает.',
  '{n} {n:slice was|slices were} looked at, and some look good by chance alone. p is adjusted for that (false discovery rate): {left} {left:stays|stay} below 0.05. No slice is evidence on its own.':
    '{n:Просмотрен|Просмотрены|Просмотрено} {n} {n:срез|среза|срезов}, и некоторые хороши случайно. p с поправкой на это (доля ложных открытий): ниже 0.05 {left:остаётся|остаются|остаётся} {left}. Сам по себе срез ничего не доказывает.',
  'By {key}': 'Срезы: {key}',
  'By {key}: {n} slices': 'Срезы: {key}, всего {n}',
  '{key} {value}: skill {skill}': '{key} {value}: выигрыш {skill}',
  'Skill by {key}': 'Выигрыш по срезам: {key}',
  'Effective n': 'Эффективное n',
  'Cosine test, unadjusted': 'Косинусный критерий, без поправки',
  'For the false discovery rate over all slices': 'На долю ложных открытий по всем срезам',
  'Too few decisions.': 'Решений слишком мало.',
  'Too few decisions for a test.': 'Решений слишком мало для критерия.',
  'p adjusted': 'p с поправкой',

  'Its scores': 'Её баллы',
  'It gives a probability and no scores.': 'Она даёт вероятность, а баллов не даёт.',
  'Correlation of each score with what came': 'Корреляция каждого балла с тем, что произошло',
  Score: 'Балл',
  'With the return': 'С доходностью',
  'With its size': 'С её размером',
  'Spearman rank correlations with the return over the horizon, and with its size whatever the direction, which is what a risk score should foretell. p is adjusted for the number of fields.':
    'Ранговые корреляции Спирмена с доходностью за горизонт и с её размером без знака — его и должен предсказывать балл риска. p с поправкой на число полей.',
  'It never varies, or too few decisions have it.': 'Он не меняется или есть у слишком немногих решений.',
  'Too few decisions for the overlap.': 'При таком пересечении решений слишком мало.',
};
