/** Stored bars, funding and observations; what an exchange offers. */
export const ruData = {
  'Nothing is stored yet. "{fetch}" downloads hourly bars, "{import}" reads a file.':
    'Ещё ничего не сохранено. "{fetch}" загружает часовые свечи, "{import}" читает файл.',
  series: 'ряд',
  bars: 'свечи',
  size: 'размер',
  settlements: 'расчёты',
  'funding of {symbol}': 'фандинг {symbol}',
  Bars: 'Свечи',
  Damaged: 'Повреждено',
};
