import type { FlatState } from './flat-state.ts';
import { additionKey, removalKey, type TableLine } from './ledger-entries.ts';
import { keyBetween, type OrderKey } from './order-key.ts';
import type { Suggester } from './propose.ts';
import { ledgerOf } from './suggestion-ledger.ts';
import { layoutOf, type Axis, type AxisEntry } from './table-layout.ts';
import { columnIdsOf, rowIdsOf } from './table-nodes.ts';
import type { TablePair } from './wanted-tables.ts';

/** What a change proposes for the rows and columns of tables. */
export type LinePlan = {
  additions: (TableLine & { order: OrderKey })[];
  removals: TableLine[];
  /** Own proposed rows and columns that are taken back. */
  withdrawn: TableLine[];
};

/** Plans what is proposed for the rows and columns of one table. */
export function planLines(state: FlatState, me: Suggester, { id, before, after }: TablePair): LinePlan {
  const { rows, columns, headerRow, headerColumn } = layoutOf(state.roots, id);
  const plans = [
    planAxis(state, me, { table: id, axis: 'r', was: rowIdsOf(before), is: rowIdsOf(after), shown: rows, header: headerRow }),
    planAxis(state, me, {
      table: id,
      axis: 'k',
      was: columnIdsOf(before),
      is: columnIdsOf(after),
      shown: columns,
      header: headerColumn,
    }),
  ];
  return {
    additions: plans.flatMap(({ additions }) => additions),
    removals: plans.flatMap(({ removals }) => removals),
    withdrawn: plans.flatMap(({ withdrawn }) => withdrawn),
  };
}

type AxisChange = { table: string; axis: Axis; was: string[]; is: string[]; shown: AxisEntry[]; header: boolean };

function planAxis({ roots }: FlatState, me: Suggester, { table, axis, was, is, shown, header }: AxisChange): LinePlan {
  const ledger = ledgerOf(roots.doc);
  const isMine = ({ session }: { session: number }): boolean => ledger.personOf(session) === me.person;
  const plan: LinePlan = { additions: [], removals: [], withdrawn: [] };
  for (const line of was) {
    if (is.includes(line)) continue;
    const place = { table, axis, line };
    const addition = shown.some(({ id, proposed }) => id === line && proposed) ? ledger.lines.additionOf(place) : undefined;
    if (addition && isMine(addition)) plan.withdrawn.push(place);
    else if (!ledger.lines.removalsOf(place).some(isMine)) plan.removals.push(place);
  }
  const pinned = header ? shown[0]?.id : undefined; // a header is first whatever its key says
  const orders = new Map(shown.flatMap(({ id, order }) => (order === undefined || id === pinned ? [] : [[id, order] as const])));
  let left: OrderKey | null = null;
  is.forEach((line, i) => {
    if (!was.includes(line)) {
      const next = is.slice(i + 1).find((other) => was.includes(other) && orders.has(other));
      const order = keyBetween(left, (next === undefined ? undefined : orders.get(next)) ?? null);
      plan.additions.push({ table, axis, line, order });
      left = order;
    } else left = orders.get(line) ?? left;
  });
  return plan;
}

/** Writes into the ledger what a change proposes for rows and columns; the ledger knows it at once, so that it can be drawn. */
export function proposeLines({ roots }: FlatState, me: Suggester, { additions, removals, withdrawn }: LinePlan): void {
  const ledger = ledgerOf(roots.doc);
  const written: string[] = [];
  const write = (key: string, value: unknown): void => {
    roots.ledger.set(key, value);
    written.push(key);
  };
  for (const { order, ...line } of additions)
    write(additionKey(line, me.session), { o: order, r: ledger.lines.nextRound(line, me.session) });
  for (const line of removals) write(removalKey(line, me.session), ledger.lines.nextRound(line, me.session));
  for (const line of withdrawn) {
    for (const [session, { person }] of ledger.sessions) {
      const key = additionKey(line, session);
      if (person !== me.person || !roots.ledger.has(key)) continue;
      roots.ledger.delete(key);
      written.push(key);
    }
  }
  ledger.takeIn(written);
}
