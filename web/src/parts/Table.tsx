import { type ReactNode } from "react";
import { Icon } from "./Icon";

interface Column<Key extends string> {
  key: Key;
  title: string;
  numeric?: boolean;
  sortable?: boolean;
}

/** In which order a table is. */
export interface Order<Key extends string> {
  by: Key;
  down: boolean;
}

interface Props<Key extends string> {
  caption: string;
  columns: readonly Column<Key>[];
  order?: Order<Key>;
  onOrder?: (order: Order<Key>) => void;
  children: ReactNode; // the rows
}

/** A table that scrolls sideways within its own region where the page is narrow. */
export function Table<Key extends string>({ caption, columns, order, onOrder, children }: Props<Key>) {
  return (
    <div className="scroll" role="region" aria-label={caption} tabIndex={0}>
      <table>
        <caption className="unseen">{caption}</caption>
        <thead>
          <tr>
            {columns.map((column) =>
              column.sortable && onOrder ? (
                <SortableHead key={column.key} column={column} order={order} onOrder={onOrder} />
              ) : (
                <th key={column.key} scope="col" className={column.numeric ? "numeric" : undefined}>
                  {column.title}
                </th>
              ),
            )}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  );
}

interface HeadProps<Key extends string> {
  column: Column<Key>;
  order: Order<Key> | undefined;
  onOrder: (order: Order<Key>) => void;
}

function SortableHead<Key extends string>({ column, order, onOrder }: HeadProps<Key>) {
  const chosen = order?.by === column.key;
  const sorted = chosen ? (order.down ? "descending" : "ascending") : undefined;
  return (
    <th scope="col" className={column.numeric ? "numeric" : undefined} aria-sort={sorted}>
      <button type="button" className="sort" onClick={() => onOrder({ by: column.key, down: chosen && !order.down })}>
        {column.title}
        <span className={`arrow ${sorted ?? ""}`}>
          <Icon name="off" />
        </span>
      </button>
    </th>
  );
}
