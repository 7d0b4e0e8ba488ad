import { beforeEach, expect, test, vi } from 'vitest'
import { createAnnouncements } from './announcements.ts'

beforeEach(() => {
  vi.useFakeTimers({ now: 0 })
  return () => vi.useRealTimers()
})

function setUp() {
  const heard: string[] = []
  const clock = {
    now: () => Date.now(),
    after: (milliseconds: number, callback: () => void) => {
      const timer = setTimeout(callback, milliseconds)
      return () => clearTimeout(timer)
    },
  }
  return { heard, ...createAnnouncements((message) => heard.push(message), clock) }
}

test('outcomes are spoken at once, each of them', () => {
  const { heard, announce } = setUp()
  announce('Copied')
  announce('Batch started')
  expect(heard).toEqual(['Copied', 'Batch started'])
})

test('of live numbers the first is spoken, then the newest every 10 s', () => {
  const { heard, announce } = setUp()
  for (let row = 0; row <= 24; row += 1) {
    announce(`${row} of 24`, 'live')
    vi.advanceTimersByTime(1000)
  }
  vi.advanceTimersByTime(60_000)
  expect(heard).toEqual(['0 of 24', '9 of 24', '19 of 24', '24 of 24'])
})

test('an outcome does not wait for a live number', () => {
  const { heard, announce } = setUp()
  announce('1 of 24', 'live')
  announce('2 of 24', 'live')
  announce('Cancelled')
  expect(heard).toEqual(['1 of 24', 'Cancelled'])
})

test('a live number waits until an outcome has been heard, and is the newest then', () => {
  const { heard, announce } = setUp()
  announce('1 of 24', 'live')
  announce('2 of 24', 'live')
  vi.advanceTimersByTime(9000)
  announce('375 of 3,000 rows match.')
  announce('3 of 24', 'live')
  vi.advanceTimersByTime(9000)
  expect(heard).toEqual(['1 of 24', '375 of 3,000 rows match.'])
  vi.advanceTimersByTime(1000)
  expect(heard).toEqual(['1 of 24', '375 of 3,000 rows match.', '3 of 24'])
})

test('nothing is spoken after the end', () => {
  const { heard, announce, stop } = setUp()
  announce('1 of 24', 'live')
  announce('2 of 24', 'live')
  stop()
  vi.advanceTimersByTime(60_000)
  expect(heard).toEqual(['1 of 24'])
})
