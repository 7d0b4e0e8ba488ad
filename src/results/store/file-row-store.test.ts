import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { OUTCOMES } from '../../domain/results/outcome.ts'
import { FakeDisk } from '../testing/fake-disk.ts'
import { VirtualClock } from '../testing/virtual-clock.ts'
import { type Entry, packEntry, RESULT_FILES, unpackEntry } from './entries.ts'
import { openFileRowStore } from './file-row-store.ts'
import { Packer, Unpacker } from './packing.ts'
import type { RowStore } from './row-store.ts'

const count = fc.nat({ max: 4_294_967_295 })
const position = fc.nat({ max: Number.MAX_SAFE_INTEGER })
/** Any units, half surrogate pairs included. */
const text = fc.string({ unit: 'binary' })
const anyUnits = fc.array(fc.nat({ max: 0xffff })).map((units) => String.fromCharCode(...units))
const id = fc.oneof(text, anyUnits)

const entry: fc.Arbitrary<Entry> = fc.oneof(
  fc.record({
    kind: fc.constant('input' as const),
    position,
    length: count,
    asksForJson: fc.boolean(),
    customId: id,
    model: text,
  }),
  fc.record({
    kind: fc.constant('result' as const),
    file: fc.constantFrom(...RESULT_FILES),
    id,
    customId: id,
    lineNumber: count,
    position,
    length: count,
    outcome: fc.constantFrom(...OUTCOMES),
    status: count,
    tokens: fc.option(fc.record({ input: count, cached: count, output: count, reasoning: count })),
    answeredAt: count,
    model: text,
  }),
  fc.record({ kind: fc.constant('seen' as const), record: count, lineNumber: count }),
  fc.constantFrom({ kind: 'errors_begin' as const }, { kind: 'errors_end' as const }),
)

const readNumber = (value: unknown) => (typeof value === 'number' ? value : null)
const open = (disk: FakeDisk, clock = new VirtualClock()) => openFileRowStore(disk.open(), clock, readNumber)

/** Adds a row of so many bytes. */
function add(store: RowStore, customId: string, length: number): void {
  const at = store.requests.append(new Uint8Array(length).fill(length))
  store.note({ kind: 'input', position: at, length, asksForJson: false, customId, model: 'm' })
}

function namesIn(entries: Iterable<Entry>): string[] {
  return [...entries].flatMap((found) => (found.kind === 'input' ? [found.customId] : []))
}

describe('an entry', () => {
  it('is read as it was written, whatever stands in its texts', () => {
    fc.assert(
      fc.property(fc.array(entry), (entries) => {
        const packer = new Packer()
        for (const each of entries) packEntry(packer, each)
        const unpacker = new Unpacker(packer.packed())
        expect(entries.map(() => unpackEntry(unpacker))).toEqual(entries)
        expect(unpacker.left).toBe(0)
      }),
    )
  })

  it('is read also where it was stored before models were', () => {
    const packer = new Packer()
    for (const value of [0, 1]) packer.byte(value)
    packer.position(7)
    packer.count(9)
    packer.text('a')
    const entries = unpackEntry(new Unpacker(packer.packed()))
    expect(entries).toEqual({
      kind: 'input',
      asksForJson: true,
      position: 7,
      length: 9,
      customId: 'a',
      model: '',
    })
  })

  it('that is none is refused', () => {
    expect(() => unpackEntry(new Unpacker(new Uint8Array([99])))).toThrow(RangeError)
    expect(() => unpackEntry(new Unpacker(new Uint8Array([0, 1, 2])))).toThrow(RangeError)
  })
})

describe('rows in files', () => {
  it('are there again when the files are opened again', () => {
    const disk = new FakeDisk()
    const first = open(disk)
    expect(first.kept).toBeNull()
    add(first.store, 'small', 10)
    add(first.store, 'larger than any write', 5_000_000)
    add(first.store, 'last', 7)
    first.store.settle(() => 42)
    first.store.close()
    const second = open(disk)
    expect(second.kept?.state).toBe(42)
    expect(namesIn(second.kept?.entries ?? [])).toEqual(['small', 'larger than any write', 'last'])
    expect(second.store.requests.read(10, 5_000_000)?.at(-1)).toBe(5_000_000 % 256)
    expect(second.store.requests.append(new Uint8Array(1))).toBe(5_000_017)
  })

  it('are written when they are many, and when they are old', () => {
    const disk = new FakeDisk()
    const { store } = open(disk)
    add(store, 'young', 10)
    store.gathered(() => 1)
    expect(disk.journal.bytes).toHaveLength(0)
    add(store, 'much', 9_000_000)
    store.gathered(() => 1)
    const written = disk.journal.bytes.length
    expect(written).toBeGreaterThan(0)
    store.settle(() => 1)
    expect(disk.journal.bytes).toHaveLength(written)
    store.settle(() => 2)
    expect(disk.journal.bytes.length).toBeGreaterThan(written)
  })

  it('are forgotten when what is known of them is of no use any more', () => {
    const disk = new FakeDisk()
    const first = open(disk)
    add(first.store, 'row', 10)
    first.store.settle(() => 1)
    first.store.close()
    const second = openFileRowStore(disk.open(), new VirtualClock(), () => null)
    expect(second.kept).toBeNull()
    expect(disk.requests.bytes).toHaveLength(0)
    expect(second.store.requests.append(new Uint8Array(3))).toBe(0)
  })

  it('cannot be opened twice at a time', () => {
    const disk = new FakeDisk()
    open(disk)
    expect(() => open(disk)).toThrow('Another is open.')
  })
})

describe('a full disk', () => {
  it('keeps what it has, and the newest of the rest stays readable', () => {
    const disk = new FakeDisk()
    disk.room = 5_000_000
    const { store } = open(disk)
    add(store, 'kept', 1_000_000)
    store.settle(() => 1)
    const megabyte = new Uint8Array(1_000_000)
    const positions = Array.from({ length: 80 }, (_, index) => store.requests.append(megabyte.fill(index)))
    store.note({ kind: 'errors_begin' })
    store.settle(() => 2)
    expect(store.keeping).toBe('full')
    const found = positions.map((at) => store.requests.read(at, 1_000_000)?.[5] ?? null)
    expect(found.slice(0, 2)).toEqual([0, 1])
    expect(found[5]).toBeNull()
    expect(found.at(-1)).toBe(79)
    store.close()
    expect(namesIn(open(disk).kept?.entries ?? [])).toEqual(['kept'])
  })

  it('that has no room for the journal is noticed too', () => {
    const disk = new FakeDisk()
    const { store } = open(disk)
    add(store, 'row', 10)
    disk.room = 11
    store.settle(() => 1)
    expect(store.keeping).toBe('full')
    expect(store.requests.read(0, 10)).toHaveLength(10)
  })
})

describe('files that are deleted while they are open', () => {
  it('cost the texts, and reading goes on', () => {
    const disk = new FakeDisk()
    const { store } = open(disk)
    add(store, 'row', 10)
    store.settle(() => 1)
    disk.crash(() => 0)
    expect(store.requests.read(0, 10)).toBeNull()
    add(store, 'another', 10)
    store.settle(() => 2)
    expect(store.keeping).toBe('broken')
    expect(store.requests.read(10, 10)).toHaveLength(10)
  })
})

describe('a crash', () => {
  it('leaves a beginning of the rows, whole, and no less than was made safe', async () => {
    const random = () => fc.sample(fc.double({ min: 0, max: 0.999, noNaN: true }), 1)[0] ?? 0
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ length: fc.integer({ min: 1, max: 300 }), rests: fc.boolean() })),
        fc.array(fc.double({ min: 0, max: 0.999, noNaN: true }), { minLength: 12, maxLength: 12 }),
        async (rows, chances) => {
          const disk = new FakeDisk()
          const clock = new VirtualClock()
          const { store } = open(disk, clock)
          let safe = 0
          for (const [index, { length, rests }] of rows.entries()) {
            add(store, String(index), length)
            store.settle(() => index)
            if (!rests) continue
            await clock.advance()
            safe = index + 1
          }
          disk.crash(() => chances.pop() ?? random())
          const { kept, store: after } = open(disk)
          const entries = [...(kept?.entries ?? [])]
          expect(namesIn(entries)).toEqual(rows.slice(0, entries.length).map((_, index) => String(index)))
          expect(entries.length).toBeGreaterThanOrEqual(safe)
          for (const [index, found] of entries.entries()) {
            if (found.kind !== 'input') continue
            const length = rows[index]?.length ?? 0
            expect(after.requests.read(found.position, found.length)).toEqual(
              new Uint8Array(length).fill(length),
            )
          }
        },
      ),
      { numRuns: 200 },
    )
  })
})
