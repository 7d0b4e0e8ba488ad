import type { ListedRow, RowTable } from '../row-table.ts'
import type { RowStore } from '../store/row-store.ts'
import type { ContentScan } from './content-scan.ts'
import type { ContentQuery } from './line-reader.ts'
import type { FindPorts } from './ports.ts'
import type { SortKey } from './row-order.ts'

/** A scan whose code is loaded with the first search: most pages of results never search. */
export class LazyScan implements Pick<ContentScan, 'hits' | 'isTooSlow' | 'has' | 'keyOf' | 'work'> {
  readonly #make: () => Promise<ContentScan>
  #scan: ContentScan | null = null

  constructor(table: RowTable, store: RowStore, query: ContentQuery, ports: FindPorts) {
    this.#make = async () => {
      const { ContentScan: Scan } = await ports.loadCode(() => import('./content-scan.ts'))
      return new Scan(table, store, query, ports)
    }
  }

  get hits(): number {
    return this.#scan?.hits ?? 0
  }

  get isTooSlow(): boolean {
    return this.#scan?.isTooSlow ?? false
  }

  has(row: number, at: ListedRow): boolean | null {
    return this.#scan === null ? null : this.#scan.has(row, at)
  }

  keyOf(record: number): SortKey {
    return this.#scan?.keyOf(record) ?? null
  }

  /**
   * The first call only loads: what is known without reading then need not be read.
   * @throws as the port does; the next call loads again
   */
  async work(rows: Uint32Array, from: number): Promise<number> {
    if (this.#scan !== null) return this.#scan.work(rows, from)
    this.#scan = await this.#make()
    return rows.length
  }
}
