import { describe, expect, it } from 'vitest'
import { hashOfFile } from './slice-hash.ts'

const hash = (...parts: (string | Uint8Array<ArrayBuffer>)[]) => hashOfFile(new Blob(parts), crypto.subtle)

describe('the hash of a file', () => {
  it('is the same for the same bytes, however they were put together', async () => {
    expect(await hash('one ', 'two')).toBe(await hash('one two'))
    expect(await hash('one two')).toMatch(/^[0-9a-f]{64}$/)
  })

  it('differs for one byte, at the beginning, at the end of a slice and beyond it', async () => {
    const size = 4 * 1024 * 1024 + 10
    const zeros = new Uint8Array(size)
    const seen = new Set([await hash(zeros)])
    for (const at of [0, size - 11, size - 10, size - 1]) {
      const changed = new Uint8Array(size)
      changed[at] = 1
      seen.add(await hash(changed))
    }
    expect(seen.size).toBe(5)
  })

  it('exists for an empty file', async () => {
    expect(await hash()).not.toBe(await hash('\u0000'))
  })
})
