export { terminalStyle, type TerminalStyle } from './style.js';
export { renderCycle, warningList, type CycleView } from './cycle.js';
export { renderSnapshot } from './snapshot.js';
export { renderTable, type Column } from './table.js';
export { heading, paragraph, sections, truncate } from './layout.js';
export { marksOf } from './marks.js';
export { answererName, latency } from './answerer.js';
export { decimals, fraction } from './numbers.js';
export { untrusted } from './untrusted.js';
