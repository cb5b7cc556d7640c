// Loaded into a process (`node --import`): a bug in its trading session, by the name in PLANTED. DIST is the folder of the build.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const { TradingSession } = await import(
  pathToFileURL(join(process.env.DIST, 'live', 'session', 'trading-session.js')).href
);
const session = TradingSession.prototype;

const PLANTED = {
  'a record is written after it is acted on': () => {
    const { append } = session;
    let late = [];
    session.append = function (entries) {
      if (late.length > 0) append.call(this, late);
      late = [...entries];
      return entries.map(({ kind, data }) => ({ seq: 0, batch: 0, at: 0, kind, data }));
    };
  },
  'a fill is counted twice at recovery': () => {
    const { compare } = session;
    session.compare = function (record) {
      compare.call(this, record);
      if (record !== this.parts.journal.records.findLast(({ kind }) => kind === 'booked')) return;
      for (const { symbol, time, quantity, price, fee } of record.data.fills)
        this.account.onFill({ symbol, time, quantity, price, fee, reason: 'order', partial: true });
    };
  },
  'the model is asked again after a restart': () => {
    const { resume } = session;
    session.resume = function (signal) {
      if (this.open !== null) this.open.asked = false;
      return resume.call(this, signal);
    };
  },
};
PLANTED[process.env.PLANTED]();
