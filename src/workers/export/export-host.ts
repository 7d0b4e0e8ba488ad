import type { PriceOf } from '../../domain/export/cells.ts'
import { ChangeLog } from '../../domain/export/changes.ts'
import { exportBytes } from '../../domain/export/export-bytes.ts'
import type { ExportRow } from '../../domain/export/export-row.ts'
import { priceFinder } from '../../domain/own-prices.ts'
import type { ExportTarget } from './export-target.ts'
import type { ExportTask, FromExport, ToExport } from './messages.ts'

interface HostPorts {
  post: (message: FromExport) => void
  openTarget: (chosen: FileSystemFileHandle | null) => Promise<ExportTarget>
}

/** The person stopped the export. */
class Stopped extends Error {}

/** The worker's side of an export: asks for rows as fast as the file takes them. */
export class ExportHost {
  readonly #ports: HostPorts
  #hear: ((message: ToExport) => void) | null = null

  constructor(ports: HostPorts) {
    this.#ports = ports
  }

  receive(message: ToExport): void {
    if (message.kind === 'start') void this.#write(message.task)
    else this.#hear?.(message)
  }

  async #write({ plan, tier, ownPrices, target: chosen }: ExportTask): Promise<void> {
    const { post, openTarget } = this.#ports
    const changes = new ChangeLog()
    const findPrice = priceFinder(ownPrices)
    const priceOf: PriceOf = (model, ofRow = tier) => findPrice(model, ofRow)
    let target: ExportTarget | null = null
    try {
      target = await openTarget(chosen)
      let bytes = 0
      for await (const chunk of exportBytes(this.#rows(), plan, priceOf, changes)) {
        await target.write(chunk)
        bytes += chunk.length
      }
      const file = await target.finish()
      post({ kind: 'done', bytes, file, changes: { counts: changes.counts, first: changes.first } })
    } catch (error) {
      await target?.discard().catch(() => undefined)
      post(error instanceof Stopped ? { kind: 'stopped' } : { kind: 'failed', message: wordsOf(error) })
    }
  }

  /** @throws Stopped */
  async *#rows(): AsyncGenerator<ExportRow, void, undefined> {
    for (;;) {
      const heard = new Promise<ToExport>((resolve) => {
        this.#hear = resolve
      })
      this.#ports.post({ kind: 'more' })
      const message = await heard
      if (message.kind === 'stop') throw new Stopped()
      if (message.kind !== 'rows') return
      yield* message.rows
    }
  }
}

function wordsOf(error: unknown): string {
  if (error instanceof DOMException && error.name === 'QuotaExceededError') {
    return 'There is no room for the file on this device.'
  }
  return error instanceof Error ? error.message : String(error)
}
