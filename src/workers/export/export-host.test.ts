import { describe, expect, it } from 'vitest'
import { factColumn } from '../../domain/export/columns.ts'
import { answeredRow } from '../../domain/export/testing/rows.ts'
import { ExportHost } from './export-host.ts'
import type { ExportTarget } from './export-target.ts'
import type { ExportTask, FromExport } from './messages.ts'

const task: ExportTask = {
  plan: {
    format: 'csv',
    columns: [factColumn('answer'), factColumn('cost_usd')],
    bom: false,
    isGuarded: false,
  },
  tier: '24h',
  ownPrices: [{ model: 'Qwen/Qwen3.5-9B', tier: '24h', price: { input: '1', output: '1' } }],
  target: null,
}

/** A file that may fail, and what became of it. */
function recordingTarget(failure: Error | null = null) {
  const parts: Uint8Array<ArrayBuffer>[] = []
  const fate = { discarded: false }
  const target: ExportTarget = {
    write: async (bytes) => {
      if (failure !== null) throw failure
      parts.push(bytes)
    },
    finish: async () => new Blob(parts),
    discard: async () => {
      fate.discarded = true
    },
  }
  return { target, fate }
}

/** Runs an export that is handed these messages, one whenever it wants more. */
function run(target: ExportTarget, messages: Parameters<ExportHost['receive']>[0][]): Promise<FromExport> {
  const left = [...messages]
  return new Promise((resolve) => {
    const host = new ExportHost({
      post: (message) => {
        if (message.kind !== 'more') return resolve(message)
        const next = left.shift()
        if (next !== undefined) host.receive(next)
      },
      openTarget: async () => target,
    })
    host.receive({ kind: 'start', task })
  })
}

describe('an export', () => {
  it('asks for rows until there are no more, and prices them by the person’s own prices', async () => {
    const { target } = recordingTarget()
    const last = await run(target, [
      { kind: 'rows', rows: [answeredRow(0, 'a'), answeredRow(1, 'b')] },
      { kind: 'rows', rows: [answeredRow(2, 'c')] },
      { kind: 'end' },
    ])
    if (last.kind !== 'done') throw new Error(last.kind)
    expect(await last.file?.text()).toBe('answer,cost_usd\r\na,0.00001\r\nb,0.00001\r\nc,0.00001\r\n')
    expect(last.bytes).toBe(last.file?.size)
  })

  it('removes what it has written when it is stopped', async () => {
    const { target, fate } = recordingTarget()
    const last = await run(target, [{ kind: 'rows', rows: [answeredRow(0, 'a')] }, { kind: 'stop' }])
    expect(last).toEqual({ kind: 'stopped' })
    expect(fate.discarded).toBe(true)
  })

  it('says why when the file cannot be written, and removes it', async () => {
    const { target, fate } = recordingTarget(new DOMException('full', 'QuotaExceededError'))
    const last = await run(target, [{ kind: 'end' }])
    expect(last).toEqual({ kind: 'failed', message: 'There is no room for the file on this device.' })
    expect(fate.discarded).toBe(true)
  })
})
