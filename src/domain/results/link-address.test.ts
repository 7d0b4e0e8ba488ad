import { describe, expect, it } from 'vitest'
import { hiddenHost, linkAddress } from './link-address.ts'

describe('the address of a link', () => {
  it.each([
    ['https://a.example/x', 'https://a.example/x'],
    ['mailto:a@b.example', 'mailto:a@b.example'],
    ['javascript:alert(1)', null],
    ['data:text/html,x', null],
    ['/settings', null],
  ])('%s leads to %s', (address, leadsTo) => {
    expect(linkAddress(address)).toBe(leadsTo)
  })
})

describe('a host that the text of a link hides', () => {
  it.each([
    ['bank.com', 'https://evil.test/login', 'evil.test'],
    ['see https://bank.com/login', 'https://bank.com.evil.test:8080/', 'bank.com.evil.test:8080'],
    ['BANK.com', 'https://evilbank.com/', 'evilbank.com'],
    ['bánk.com', 'https://evil.test/', 'evil.test'],
    ['bank.com/login?a', 'https://evil.test/', 'evil.test'],
    ['at www.bank.com or https://evil.test', 'https://evil.test/', 'evil.test'],
    ['https://bank.com@evil.test/', 'https://other.test/', 'other.test'],
  ])('%s for %s', (text, address, host) => {
    expect(hiddenHost(text, address)).toBe(host)
  })

  it.each([
    ['the report', 'https://evil.test/'],
    ['bank.com', 'https://bank.com/login'],
    ['bank.com', 'https://www.bank.com/'],
    ['www.bank.com', 'https://bank.com/'],
    ['https://Bank.com/a', 'https://bank.com/a'],
    ['a@bank.com', 'mailto:a@bank.com'],
    ['version 1.2.3', 'https://evil.test/'],
    ['Node.js', 'https://nodejs.org/'],
    ['README.md', 'https://code.example/'],
    ['ASP.NET Core', 'https://learn.example/'],
    ['bücher.de', 'https://bücher.de/'],
    ['https://docs.bank.com:8080/a', 'https://docs.bank.com/'],
  ])('none: %s for %s', (text, address) => {
    expect(hiddenHost(text, address)).toBeNull()
  })
})
