import { describe, expect, it } from 'vitest'
import { ByteSearch } from './byte-search.ts'
import { traceOf } from './raw-trace.ts'
import { requiredRuns } from './required-runs.ts'
import { isInMessage, messageAround } from './shown-string.ts'

const bytesOf = (text: string) => new TextEncoder().encode(text)

/** Whether a line may have a text, by its bytes. */
function mayHave(text: string, line: string, folding: Parameters<typeof traceOf>[1] = 'simple'): boolean {
  const trace = traceOf(Array.from(text), folding)
  const bytes = bytesOf(line)
  return trace === null || trace.searches.some((search) => search.next(bytes, 0, bytes.length) !== -1)
}

describe('the trace of a text in the bytes of a line', () => {
  it('is found in any case, however the line is written', () => {
    expect(mayHave('Lake', '{"content":"the lAKE"}')).toBe(true)
    expect(mayHave('lake', '{"content":"the la ke"}')).toBe(false)
    expect(mayHave('日本', '"in 日本"')).toBe(true)
    expect(mayHave('日本', String.raw`"in \u65E5\u672c"`)).toBe(true)
    expect(mayHave('日本', '"in 日中"')).toBe(false)
    expect(mayHave('ÉÉ', '"éé"')).toBe(true)
    expect(mayHave('éé', String.raw`"\u00C9\u00e9"`)).toBe(true)
    expect(mayHave('привет', '"ПРИВЕТ"')).toBe(true)
    expect(mayHave('привет', '"ПРЕВЕД"')).toBe(false)
    expect(mayHave('😀', String.raw`"\ud83d\ude00"`)).toBe(true)
  })

  it('leaves out what may be escaped, or has relatives in other scripts', () => {
    expect(mayHave('"quoted"', String.raw`\"quoted\"`)).toBe(true)
    expect(mayHave('a/bcd', String.raw`"a\/bcd"`)).toBe(true)
    expect(mayHave('"', '{}')).toBe(true)
    expect(mayHave('ß', '"ẞ"', 'unicode')).toBe(true)
    expect(mayHave('look', '"loo\u212a"', 'unicode')).toBe(true)
    expect(traceOf([...'look'], 'simple')?.isWhole).toBe(true)
    expect(traceOf([...'look!"'], 'simple')?.isWhole).toBe(false)
  })

  it('has one form at each place where case matters', () => {
    expect(mayHave('Lake', '"a Lake"', 'none')).toBe(true)
    expect(mayHave('Lake', '"a lake"', 'none')).toBe(false)
    expect(mayHave('look', '"look"', 'none')).toBe(true)
    expect(mayHave('É', '"é"', 'none')).toBe(false)
    expect(mayHave('é', String.raw`"\u00E9"`, 'none')).toBe(true)
    expect(mayHave('é', String.raw`"\u00c9"`, 'none')).toBe(false)
    // Characters with several relatives in the other case have but one form here.
    expect(mayHave('Straße', '"STRASSE"', 'none')).toBe(false)
    for (const words of ['ß', 'ſİı', '\u2126', 'ǆ']) {
      expect(traceOf(Array.from(words), 'none')?.isWhole).toBe(true)
      expect(mayHave(words, `"${words}"`, 'none')).toBe(true)
    }
    // Half of a character may be in any other.
    expect(mayHave('\ud83d', '"😀"', 'none')).toBe(true)
    expect(mayHave('\ud83d', String.raw`"\ud83d"`, 'none')).toBe(true)
  })

  it('is found where only some of it is escaped, or was broken on its way', () => {
    expect(mayHave('谢谢😊', String.raw`"谢谢\ud83d\ude0a"`)).toBe(true)
    expect(mayHave('😊😊谢', String.raw`"\ud83d\ude0a\ud83d\ude0a谢"`, 'none')).toBe(true)
    expect(mayHave('a\u2028日', String.raw`"a\u2028日"`, 'none')).toBe(true)
    expect(mayHave('a=b', String.raw`"a\u003db"`)).toBe(true)
    expect(mayHave('ⓐⓑⓒ', '"ⒶⒷⒸ"')).toBe(true)
    expect(mayHave('\ufffd', '"\xff"')).toBe(true)
    expect(mayHave('\ufffd', '"\xff"', 'none')).toBe(true)
  })

  it('of a long text is its beginning', () => {
    const long = 'abcdefghij'.repeat(5)
    expect(traceOf([...long], 'simple')?.isWhole).toBe(false)
    expect(mayHave(long, `"${long}"`)).toBe(true)
    expect(mayHave(long, `"${long.slice(0, 30)}"`)).toBe(false)
  })
})

describe('a search for bytes', () => {
  it('finds every place, also overlapping ones and those at the ends', () => {
    const search = new ByteSearch([[0x61], [0x62, 0x61]])
    const bytes = bytesOf('abaab')
    const places: number[] = []
    for (let at = search.next(bytes, 0, 5); at !== -1; at = search.next(bytes, at + 1, 5)) places.push(at)
    expect(places).toEqual([0, 2, 3])
    expect(search.next(bytes, 4, 5)).toBe(-1)
    expect(search.next(bytes, 3, 4)).toBe(-1)
  })
})

describe('what every match of an expression has', () => {
  it.each([
    ['lake', ['lake']],
    ['lakes?', ['lake']],
    ['lak+e', ['lak', 'e']],
    ['a lake (in|near) town', ['a lake ', ' town']],
    ['lake|river', []],
    ['(lake|river) bed', [' bed']],
    ['(?:deep )lake(?<name> bed){2}', ['deep lake', ' bed']],
    ['(lake)?(?=bed)(?<!river)b', ['b']],
    [String.raw`\d+ lakes\.`, [' lakes.', '(0123456789)']],
    [String.raw`lake\d{3}`, ['lake(0123456789)(0123456789)(0123456789)']],
    ['lake[13-5]x', ['lake(1345)x']],
    [String.raw`[^a]l[a-z]a[\w]k[+-/]e[]`, ['l', 'a', 'k', 'e']],
    [String.raw`[)(] lake[\\]x]`, ['()() lake\\x']],
    ['^lake$', ['lake']],
    ['la{0}ke', ['lke']],
    ['la{2,}kes{1}', ['laa', 'kes']],
    ['la{,2}ke', ['ke', 'l']],
    [String.raw`\p{Lu}ake`, ['ake']],
    [String.raw`(a\)b(c)[)]) d`, ['a)bc) d']],
    ['x{99}', ['x'.repeat(40)]],
    ['.*', []],
  ])('%s → %j', (source, runs) => {
    const written = (characters: string) => (characters.length > 1 ? `(${characters})` : characters)
    expect(requiredRuns(source).map((run) => run.map(written).join(''))).toEqual(runs)
  })
})

describe('the text of a message', () => {
  const at = (line: string, words: string) => {
    const bytes = bytesOf(line)
    return isInMessage(bytes, 0, bytesOf(line.slice(0, line.indexOf(words))).length)
  }

  it('is told by how messages begin, with and without spaces', () => {
    const line = { choices: [{ message: { role: 'assistant', content: 'a "lake" in é and beyond' } }] }
    expect(at(JSON.stringify(line), 'beyond')).toBe(true)
    expect(at('{"message": {"role": "assistant", "content": "lake and beyond"}}', 'beyond')).toBe(true)
    expect(at('{"messages": [{"role": "user", "content": "a lake"}]}', 'lake')).toBe(true)
  })

  it('is neither another string, nor a name, nor in an escape', () => {
    expect(at('{"message":{"role":"assistant","content":"a"},"note":"lake"}', 'lake')).toBe(false)
    expect(at('{"message":{"role":"assistant","content":"a"},"lake":1}', 'lake')).toBe(false)
    expect(at(String.raw`{"message":{"content":"\nabc"}}`, 'nabc')).toBe(false)
    expect(at(String.raw`{"message":{"content":"\u00e9"}}`, '00e9')).toBe(false)
    expect(at(String.raw`{"message":{"content":"say \"content\":\"lake so far"}}`, 'so far')).toBe(true)
    expect(at(String.raw`{"note":"{\"message\":{\"content\":\"lake so far\"}}"}`, 'so far')).toBe(false)
  })
})

describe('the message around a place', () => {
  const around = (value: unknown, words: string) => {
    const line = JSON.stringify(value)
    return messageAround(bytesOf(line), bytesOf(line.slice(0, line.indexOf(words))).length)
  }
  const answered = (content: string) => ({
    id: 'a',
    custom_id: 'a "lake"',
    response: {
      status_code: 200,
      body: { model: 'm', choices: [{ index: 0, message: { role: 'assistant', content } }] },
    },
  })

  it.each([
    'a lake',
    'lake',
    '\ufefflake "of" é and 日本 ',
    'two\nlines \\ with a lake\\',
    'lake {"message":{"role":"assistant","content":"no lake"}}',
  ])('is told whole: %j', (content) => {
    expect(around({ custom_id: 'b', body: { messages: [{ role: 'user', content }] } }, 'lake')).toBe(content)
    const line = { ...answered(content), custom_id: 'a' }
    expect(around(line, 'lake')).toBe(content)
  })

  it('is the one of several that the place is in', () => {
    const messages = [
      { role: 'system', content: 'Say \\' },
      { role: 'user', content: 'a lake' },
      { role: 'user', content: 'or not' },
    ]
    expect(around({ body: { messages } }, 'lake')).toBe('a lake')
  })

  it('is not told outside of messages, nor where the line may show more than them', () => {
    expect(around(answered('a lake'), 'lake')).toBeNull()
    expect(
      around({ response: { body: { message: { role: 'assistant', content: 'a lake' } } } }, 'lake'),
    ).toBeNull()
    expect(around({ response: { body: { x: answered('a lake') } } }, 'a lake')).toBeNull()
    expect(
      around({ body: { tools: [{}], messages: [{ role: 'user', content: 'a lake' }] } }, 'lake'),
    ).toBeNull()
    const cut = bytesOf('{"body":{"messages":[{"role":"user","content":"a lake')
    expect(messageAround(cut, cut.length - 4)).toBeNull()
  })
})
