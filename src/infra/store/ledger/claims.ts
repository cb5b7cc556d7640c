import { hostname } from 'node:os';
import type { Database } from 'libsql';
import type { CallClaims } from '../../../core/ports/ledger-store.js';
import { checkedQuery } from '../sqlite/checked-query.js';
import { createGroupWriter } from '../sqlite/group-writer.js';

/** Who is asking a question just now. Made when first needed; older builds never look at it. */
const TABLE = `CREATE TABLE IF NOT EXISTS claims (
  question TEXT PRIMARY KEY,
  host TEXT NOT NULL,
  pid INTEGER NOT NULL,
  until INTEGER NOT NULL
) STRICT`;

interface Wish {
  readonly question: string;
  readonly now: number;
  readonly until: number;
  won: boolean;
}

interface Holder {
  readonly host: string;
  readonly pid: number;
}

export interface LedgerClaims extends CallClaims {
  /** Within the transaction that records the answer, so that giving a claim back costs no second wait for the disk. */
  giveBack(question: string): void;
}

/** What this process asks just now, by file and question: it may have one ledger open twice. */
const askedHere = new Set<string>();

/**
 * Claims of this process, in the ledger's own file. A claim ends with its answer, with its failure, with its lease, or with
 * the process that holds it: one that has crashed on this machine is seen at once, one elsewhere when its lease is over.
 */
export function claimsOn(db: Database, path: string): LedgerClaims {
  const host = hostname();
  const { pid } = process;
  const mine = new Set<string>();
  const nameOf = (question: string): string => `${path} ${question}`;
  let statements: ReturnType<typeof prepare> | undefined;
  const prepare = () => {
    db.exec(TABLE);
    return {
      take: db.prepare(
        `INSERT INTO claims (question, host, pid, until) VALUES (?, ?, ?, ?)
         ON CONFLICT (question) DO UPDATE SET host = excluded.host, pid = excluded.pid, until = excluded.until
         WHERE claims.until <= ?`,
      ),
      holder: checkedQuery(db, 'SELECT host, pid FROM claims WHERE question = ?'),
      drop: db.prepare('DELETE FROM claims WHERE question = ? AND host = ? AND pid = ?'),
    };
  };
  const ready = () => (statements ??= prepare());

  const writer = createGroupWriter(db, (wish: Wish) => {
    const { take, holder, drop } = ready();
    const attempt = (): boolean => take.run(wish.question, host, pid, wish.until, wish.now).changes > 0;
    wish.won = attempt();
    if (wish.won) return;
    const other = holder.get(wish.question) as Holder | undefined;
    if (other?.host !== host) return;
    // Of this process, and yet not under way: a call of its own could not give it back.
    if (other.pid === pid ? askedHere.has(nameOf(wish.question)) : isAlive(other.pid)) return;
    drop.run(wish.question, other.host, other.pid);
    wish.won = attempt();
  });

  const giveBack = (question: string): void => {
    if (!mine.delete(question)) return;
    askedHere.delete(nameOf(question));
    ready().drop.run(question, host, pid);
  };
  const returns = createGroupWriter(db, giveBack);

  return {
    async claim(question, { now, leaseMs }) {
      ready();
      const wish: Wish = { question, now, until: now + leaseMs, won: false };
      await writer.write(wish);
      if (wish.won) {
        mine.add(question);
        askedHere.add(nameOf(question));
      }
      return wish.won;
    },
    release: (question) => (mine.has(question) ? returns.write(question) : Promise.resolve()),
    giveBack,
  };
}

/** Signal 0 reaches nobody: it only asks whether there is somebody. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Somebody else's process is one that may not be asked.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
