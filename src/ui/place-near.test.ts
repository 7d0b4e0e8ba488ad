import { expect, test } from 'vitest'
import { placeNear } from './place-near.ts'

const viewport = { width: 1000, height: 600 }
const floating = { width: 200, height: 100 }

test('stands below its anchor, aligned as asked', () => {
  const anchor = { left: 300, top: 100, width: 80, height: 20 }
  const place = (align: 'start' | 'center' | 'end') =>
    placeNear({ anchor, floating, viewport, align, gap: 4 })
  expect(place('start')).toEqual({ left: 300, top: 124 })
  expect(place('center')).toEqual({ left: 240, top: 124 })
  expect(place('end')).toEqual({ left: 180, top: 124 })
})

test('turns to the other side where there is no room below', () => {
  const anchor = { left: 300, top: 560, width: 80, height: 20 }
  expect(placeNear({ anchor, floating, viewport, align: 'start', gap: 4 }).top).toBe(456)
})

test('stays below when there is room on neither side', () => {
  const anchor = { left: 300, top: 40, width: 80, height: 20 }
  const low = { width: 1000, height: 120 }
  expect(placeNear({ anchor, floating, viewport: low, align: 'start', gap: 4 }).top).toBe(64)
})

test('keeps off the edges, the left one above all', () => {
  const atRight = { left: 980, top: 0, width: 20, height: 20 }
  expect(placeNear({ anchor: atRight, floating, viewport, align: 'start', gap: 4 }).left).toBe(792)
  const narrow = { width: 180, height: 600 }
  expect(placeNear({ anchor: atRight, floating, viewport: narrow, align: 'start', gap: 4 }).left).toBe(8)
})
