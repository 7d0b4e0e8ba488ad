import { describe, expect, it } from 'vitest'
import { excerptOf } from './excerpt'

const LONG = 'Summarise ticket 17 on the opening of the new harbours along the coast.'

describe('excerptOf', () => {
  it('leaves a line as it is that begins with what is sought', () => {
    expect(excerptOf(LONG, [LONG], /ticket/i, 18)).toBe(LONG)
  })

  it('begins some whole words before what a narrow cell would cut off', () => {
    expect(excerptOf(LONG, [LONG], /HARBOURS/i, 18)).toBe('… of the new harbours along the coast.')
  })

  it('finds what a line does not reach, in any of the texts, and keeps to one line', () => {
    const text = `${'word '.repeat(2000)}a\nharbour\nis here`
    expect(excerptOf('word word', ['first', text], /harbour/i, 18)).toBe('… word word a harbour is here')
  })

  it('begins with the word itself where no other ends shortly before it', () => {
    expect(excerptOf('', [`${'x'.repeat(80)}harbour`], /harbour/, 18)).toBe('… harbour')
  })

  it('shows more of what stands before it where little follows', () => {
    const text = '{"score":9,"topics":["old ships","small harbours"]}'
    expect(excerptOf(text, [text], /harbours/, 30)).toBe('… old ships","small harbours"]}')
  })

  it('passes over matches of nothing: there is nothing to show', () => {
    expect(excerptOf(LONG, [LONG], /harbours|x*/, 18)).toBe('… of the new harbours along the coast.')
    expect(excerptOf(LONG, [LONG], /x*/, 18)).toBeNull()
  })

  it('says where nothing is found', () => {
    expect(excerptOf(LONG, [LONG], /lighthouse/, 18)).toBeNull()
  })

  it('keeps a line that says what none of its texts says by itself', () => {
    const line = 'What is in this image? + image'
    expect(excerptOf(line, ['What is in this image?'], /\+ image/, 18)).toBe(line)
  })
})
