/** The report of an evaluation: its frame, everybody side by side, the words explained, where it came from. */
export const reportEvaluationRu = {
  'Is the model worth listening to? {symbol}, the next {hours} h':
    'Стоит ли слушать модель? {symbol}, ближайшие {hours} ч',
  'Scores say how good opinions were over these decisions. They do not say how good they will be, and skill in probabilities is not yet profit.':
    'Оценки говорят, насколько хороши были мнения на этих решениях. Насколько хороши они будут, они не говорят, и качество вероятностей — ещё не прибыль.',
  Contents: 'Содержание',
  'Verdict on {id}': 'Вывод о {id}',
  'Everybody side by side': 'Все рядом',
  'What it was made from': 'Из чего это сделано',
  'over time': 'во времени',
  'its probabilities': 'её вероятности',
  'against each baseline': 'рядом с каждым правилом',
  'before the headline': 'до зачётного периода',
  'whose profit': 'чья прибыль',
  'foresight or memory': 'предвидение или память',
  slices: 'срезы',
  'which decisions count': 'какие решения в зачёте',
  'Scores of {id}': 'Оценки {id}',
  'There are no scores to show, since no decision of it has both an opinion and an outcome.':
    'Показать нечего: ни у одного решения нет и мнения, и исхода.',

  'What the words mean': 'Что значат слова',
  climatology: 'климатология',
  'The simplest forecast there is: how often bull came true so far, whatever the market does now.':
    'Простейший прогноз: как часто рост сбывался до сих пор, что бы рынок ни делал сейчас.',
  '1 minus the Brier score over that of climatology: above 0 is better than climatology, 1 is perfect.':
    '1 минус отношение оценки Брайера к оценке климатологии: выше 0 — лучше климатологии, 1 — безупречно.',
  'Mean squared error of the probability: 0 is perfect, 0.25 is always saying 50 %. Lower is better.':
    'Средний квадрат ошибки вероятности: 0 — безупречно, 0.25 — всегда говорить 50 %. Меньше — лучше.',
  'Log skill': 'Лог-выигрыш',
  'The same with the log score, which punishes being sure and wrong far more.':
    'То же с логарифмической оценкой, которая куда строже к уверенным ошибкам.',
  'How often a bull case got a higher probability than a bear case: 0.5 knows nothing, 1 puts every pair in order.':
    'Как часто случай роста получал вероятность выше, чем случай падения: 0.5 — не знает ничего, 1 — каждая пара в верном порядке.',
  'Expected calibration error: how far, on average, what is said lies from what comes true. 0 is perfect.':
    'Ожидаемая ошибка калибровки: насколько в среднем сказанное далеко от того, что сбывается. 0 — безупречно.',
  'Cosine p': 'Косинусное p',
  'How likely a difference as large would be by chance, by the cosine test, which holds on few decisions too. The verdict goes by it.':
    'Насколько вероятна такая разность случайно, по косинусному критерию, который верен и на немногих решениях. По нему судит вывод.',
  'DM p': 'DM p',
  'The same question by the Diebold–Mariano test: another test on the same numbers, so another p.':
    'Тот же вопрос по критерию Диболда — Мариано: другой критерий на тех же числах, поэтому другое p.',
  independent: 'независимые',
  'The mean of the probabilities of all models that were asked about the same moments, one vote each.':
    'Среднее вероятностей всех моделей, которых спросили об одних и тех же моментах, у каждой один голос.',
  'Decisions whose windows do not overlap: overlapping ones see the same market, so they are less evidence than their number.':
    'Решения с непересекающимися окнами: пересекающиеся видят один и тот же рынок и весят меньше своего числа.',

  'Scores of all forecasters and baselines': 'Оценки всех прогнозистов и статистических правил',
  'No baseline was evaluated beside them.': 'Ни одно статистическое правило рядом не оценено.',
  'Skill is one minus the Brier score over that of climatology (how often bull came true so far): above 0 is better. Bars are 95 % intervals that allow for overlapping windows.':
    'Выигрыш — единица минус отношение оценки Брайера к оценке климатологии (как часто рост сбывался до сих пор): выше 0 — лучше. Полосы — интервалы 95 % с учётом пересечения окон.',
  'A forecaster is scored on the decisions after its own headline start, baselines on all; on the same decisions they are compared below. Cosine p is that of the cosine test against climatology, which the verdicts go by; the Diebold–Mariano test stands beside it in the tables below.':
    'Прогнозист оценён на решениях своего зачётного периода, статистические правила — на всех; на одних и тех же решениях они сравниваются ниже. Косинусное p — косинусного критерия рядом с климатологией, по которому судят выводы; критерий Диболда — Мариано стоит рядом с ним в таблицах ниже.',
  Forecaster: 'Прогнозист',
  'Scored decisions': 'Оценённые решения',
  Independent: 'Незав.',
  'Windows side by side without overlap': 'Окна рядом, без пересечения',
  'Mean squared error of the probability: lower is better': 'Средний квадрат ошибки вероятности: меньше — лучше',
  Skill: 'Выигрыш',
  '1 − Brier / Brier of climatology': '1 − Брайер / Брайер климатологии',
  '1 − log score / that of climatology': '1 − лог-оценка / лог-оценка климатологии',
  'Area under the ROC curve': 'Площадь под кривой ROC',
  'Expected calibration error': 'Ожидаемая ошибка калибровки',
  'Cosine test against climatology, two-sided: what the verdict goes by':
    'Косинусный критерий рядом с климатологией, двусторонний: по нему судит вывод',
  '{id}: Brier skill {skill}': '{id}: выигрыш по Брайеру {skill}',
  ', not out of sample': ', не вне выборки',
  'under $0.01': 'меньше $0.01',

  Evaluation: 'Оценка',
  Made: 'Сделана',
  Program: 'Программа',
  'Seed of everything random': 'Seed всего случайного',
  'Form of the document': 'Версия формы документа',
  Horizon: 'Горизонт',
  'A decision every': 'Решение каждые',
  'Data of the evaluation': 'Данные оценки',
  'Decisions without a label': 'Решения без исхода',
  'Every decision has a label.': 'Исход есть у каждого решения.',
  'Fields left out of every snapshot': 'Поля, убранные из каждого снимка',
  'Fields left out': 'Убранные поля',
  Field: 'Поле',
  'Decisions that had it': 'Решений, где оно было',
  '{n} {n:decision|decisions}, {scored} of them with a label. With the same data, answers and seed it comes out the same.':
    '{n} {n:решение|решения|решений}, из них с исходом {scored}. С теми же данными, ответами и seed выйдет то же самое.',
  Intervals: 'Интервалы',
  '{level} %, {samples} resamples in blocks of {n} decisions; {overlap} windows overlap':
    '{level} %, перевыборок {samples} блоками по {n} решений; пересекаются окна: {overlap}',
};
