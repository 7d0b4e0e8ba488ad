import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { IntakeChecker } from '../intake-checker.ts'
import { addUnknownModels } from '../known-models.ts'
import type { ProblemKind } from '../problem-kinds.ts'
import type { IntakeReport } from '../report.ts'
import { chat, embedding, file, line, user } from '../testing/build-lines.ts'
import { contentOf, CORPUS, CORPUS_MODELS } from '../testing/corpus.ts'
import type { CorpusFile } from '../testing/corpus-file.ts'
import type { Change, FixContext, FixId } from './changes.ts'
import { FIXES, type FixOffer } from './fix-table.ts'
import { changeOf, defaultChanges, fixableKinds, offersFor, offersForGroup } from './offers.ts'
import { rewriteBytes } from './testing/rewrite-bytes.ts'

const MODEL = 'acme/chat-8b'
const decoder = new TextDecoder()

function bytesOf(text: string): Uint8Array {
  return new TextEncoder().encode(text)
}

function check(bytes: Uint8Array, name = 'input.jsonl'): IntakeReport {
  const checker = new IntakeChecker({ name, isUnpacked: false })
  checker.push(bytes)
  return addUnknownModels(checker.finish(), CORPUS_MODELS)
}

function kindsIn(report: IntakeReport): ProblemKind[] {
  return report.problems.map(({ kind }) => kind)
}

const CONTEXT: FixContext = { knownModels: CORPUS_MODELS, endpoint: '/v1/chat/completions' }

function rewrite(text: string | Uint8Array, changes: readonly Change[], cuts: readonly number[] = []) {
  const { bytes, dropped, outcome } = rewriteBytes(
    typeof text === 'string' ? bytesOf(text) : text,
    changes,
    CONTEXT,
    cuts,
  )
  return { text: decoder.decode(bytes), dropped: decoder.decode(dropped), outcome, bytes }
}

function fix(kind: ProblemKind, id: FixId, value: string | null = null): Change {
  return { type: 'fix', kind, fix: id, value }
}

function valueFor({ needs, isChoiceOptional }: FixOffer): string | null {
  if (isChoiceOptional) return null
  return needs === 'model' ? MODEL : needs === 'endpoint' ? '/v1/chat/completions' : null
}

/** Files of the corpus with a kind of problem, and each fix that is offered for it. */
const CASES = CORPUS.flatMap((bad) => {
  const kinds = kindsIn(check(contentOf(bad), bad.name))
  return kinds.flatMap((kind) =>
    offersFor(kind)
      .filter(({ fix: id }) => id !== 'rename')
      .map((offer) => [`${kind}: ${offer.label} (${bad.about})`, bad, kind, offer] as const),
  )
})

/** What no fix can do: these lines stay as they are until they are taken out. */
const STAYS = new Map<string, RegExp>([
  ['parameter_type', /half a token/],
  ['body_not_object', /text, and one that is a list/],
])

function stays(kind: ProblemKind, offer: FixOffer, bad: CorpusFile): boolean {
  return offer.fix !== 'drop' && offer.fix !== 'remove' && (STAYS.get(kind)?.test(bad.about) ?? false)
}

describe('a fix leaves nothing of its kind of problem', () => {
  it.each(CASES.filter(([, bad, kind, offer]) => !stays(kind, offer, bad)))('%s', (_, bad, kind, offer) => {
    const before = check(contentOf(bad), bad.name).problems.find((group) => group.kind === kind)
    const { bytes, outcome } = rewrite(contentOf(bad), [changeOf(kind, offer, valueFor(offer))])
    expect(kindsIn(check(bytes, bad.name))).not.toContain(kind)
    const [count = 0] = outcome.counts
    expect(count).toBeGreaterThan(0)
    // A file in one array, or two requests on a line, is one problem of several requests.
    expect(count === before?.lines || offer.fix === 'layout').toBe(true)
  })

  it.each(CASES.filter(([, bad, kind, offer]) => stays(kind, offer, bad)))(
    'but not %s',
    (_, bad, kind, offer) => {
      const { bytes } = rewrite(contentOf(bad), [changeOf(kind, offer, valueFor(offer))])
      expect(kindsIn(check(bytes, bad.name))).toContain(kind)
    },
  )

  it('and there is a file for each kind that has one', () => {
    const tried = new Set(CASES.map(([, , kind]) => kind))
    const fixable = Object.entries(FIXES).flatMap(([kind, { fixes }]) => (fixes.length > 0 ? [kind] : []))
    expect(fixable.filter((kind) => ![...tried].some((known) => known === kind))).toEqual([
      'line_too_long',
      'file_name',
    ])
  })
})

/** Files whose lines do not only stand apart from each other by line ends. */
const SMALL = CORPUS.map(contentOf).filter((bytes) => bytes.length < 5_000)
const ALL = defaultChanges([])
const everything = fc.oneof(
  fc.constant(ALL),
  fc.constant([
    ...ALL,
    fix('no_json', 'drop'),
    fix('cut_off_line', 'drop'),
    fix('duplicate_custom_id', 'drop'),
  ]),
  fc.constant<Change[]>([]),
  fc.constant<Change[]>([{ type: 'sample', rows: 1, of: 2 }]),
)
const hostile = fc
  .array(
    fc.constantFrom(...'{}[]"\\,:\n\r \t', "'", 'a', '1', 'ÿ', '\0', '{"custom_id":"a"', line('a'), '\n'),
    {
      maxLength: 60,
    },
  )
  .map((parts) =>
    Uint8Array.from(parts.flatMap((part) => [...part].map((unit) => unit.charCodeAt(0) & 0xff))),
  )
const someFile = fc.oneof(fc.constantFrom(...SMALL), hostile)

describe('what is written', () => {
  it('is the same however the file is cut into chunks', () => {
    fc.assert(
      fc.property(
        someFile,
        everything,
        fc.array(fc.nat(5_000), { maxLength: 20 }),
        (bytes, changes, cuts) => {
          expect(rewrite(bytes, changes, cuts)).toEqual(rewrite(bytes, changes))
        },
      ),
      { numRuns: 500 },
    )
  })

  it('is written a second time as it is', () => {
    fc.assert(
      fc.property(fc.constantFrom(...SMALL), fc.constantFrom(ALL, []), (bytes, changes) => {
        const once = rewrite(bytes, changes).bytes
        expect(rewrite(once, []).bytes).toEqual(once)
      }),
      { numRuns: 500 },
    )
  })

  it('has the lines that no change concerns byte for byte', () => {
    const odd =
      '{ "custom_id" :"a" ,"method":"POST","url":"/v1/embeddings","body":{"model":"m","input":"\\u00e9\\/"}}'
    const { text, outcome } = rewrite(`\r\n${odd}\r\n\n{"custom_id":1}`, [fix('custom_id_not_text', 'ids')])
    expect(text).toBe(`${odd}\n{"custom_id":"1"}\n`)
    expect(outcome.counts).toEqual([1])
  })

  it('keeps all digits and all characters of a line that changes', () => {
    const long =
      '{"custom_id":12345678901234567890,"url":"/v1/embeddings","method":"POST","body":{"model":"m","seed":-9007199254740993,"x":1e400,"y":0.1000000000000000055,"input":"é 12345678901234567890 \\ud83d"}}'
    const { text } = rewrite(long, [fix('custom_id_not_text', 'ids')])
    expect(text).toBe(`${long.replace(/:(1\d+),"url"/, ':"$1","url"')}\n`)
  })

  it('does not touch what it could not write again', () => {
    const latin = Uint8Array.from(
      [...chat('a', { ...user('Zÿrich'), stream: true })].map((unit) => unit.charCodeAt(0)),
    )
    expect(rewrite(latin, [fix('stream', 'remove')]).bytes).toEqual(Uint8Array.from([...latin, 10]))
    const { text } = rewrite(latin, [fix('stream', 'remove'), fix('invalid_utf8', 'windows_1252')])
    expect(text).toBe(file(chat('a', user('Zÿrich'))))
  })
})

describe('numbers', () => {
  it('come out of their quotes with all digits', () => {
    const { text } = rewrite(chat('a', { seed: '12345678901234567890', temperature: ' 0.50 ', n: '007' }), [
      fix('parameter_type', 'numbers'),
    ])
    expect(text).toContain('"seed":12345678901234567890,"temperature":0.5,"n":7}')
  })
})

describe('ids', () => {
  it('count as used only where a request stays that has them', () => {
    const answer = '{"id":"r","custom_id":"a","response":{"status_code":200}}'
    const { text } = rewrite(`${answer}\n${line('a', { method: 'GET' })}\n${line('a')}\n`, [
      fix('wrong_method', 'drop'),
      fix('duplicate_custom_id', 'drop'),
    ])
    expect(text).toBe(file(answer, line('a')))
  })

  it('are made different from all others, also from later ones', () => {
    const { text } = rewrite(
      file(line('', {}), line('a'), line('a'), line('a'), line('row-1'), line('a-2')),
      [fix('custom_id_empty', 'ids'), fix('duplicate_custom_id', 'ids')],
    )
    expect(idsOf(text)).toEqual(['row-1-2', 'a', 'a-3', 'a-4', 'row-1', 'a-2'])
  })

  it('stay recognisable', () => {
    const long = `${'x'.repeat(40)}/${'y'.repeat(40)}`
    const { text } = rewrite(
      file(line(long), line(`${long}1`), line('Zürich 1'), line('東京'), line('', { custom_id: [1] })),
      [
        fix('custom_id_too_long', 'ids'),
        fix('custom_id_characters', 'ids'),
        fix('custom_id_not_text', 'ids'),
      ],
    )
    expect(idsOf(text)).toEqual([
      `${'x'.repeat(31)}~${'y'.repeat(32)}`,
      `${'x'.repeat(31)}~${'y'.repeat(31)}1`,
      'Zurich_1',
      'row-4',
      'row-5',
    ])
    expect(check(bytesOf(text)).problems).toEqual([])
  })

  it('are made in time for 50,000 equal ones', () => {
    const { text } = rewrite(Array.from({ length: 50_000 }, () => '{"custom_id":"a"}\n').join(''), [
      fix('duplicate_custom_id', 'ids'),
    ])
    expect(new Set(idsOf(text)).size).toBe(50_000)
  })
})

function idsOf(text: string): unknown[] {
  return text.split('\n').flatMap((json) => (json === '' ? [] : [JSON.parse(json).custom_id]))
}

describe('lines of other kinds become requests', () => {
  it.each([
    [
      'fine_tuning_line',
      '{"messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":"Hello"}]}',
      { model: MODEL, messages: [{ role: 'user', content: 'Hi' }] },
    ],
    [
      'anthropic_line',
      '{"custom_id":"row-1","params":{"model":"m","system":"Be brief","max_tokens":9,"stop_sequences":["."],"messages":[{"role":"user","content":[{"type":"text","text":"Hi"}]}]}}',
      {
        model: 'm',
        max_tokens: 9,
        stop: ['.'],
        messages: [
          { role: 'system', content: 'Be brief' },
          { role: 'user', content: 'Hi' },
        ],
      },
    ],
    [
      'mistral_line',
      '{"custom_id":"row-1","body":{"messages":[{"role":"user","content":"Hi"}]}}',
      { model: MODEL, messages: [{ role: 'user', content: 'Hi' }] },
    ],
  ] as const)('%s', (kind, text, body) => {
    expect(JSON.parse(rewrite(text, [fix(kind, 'wrap', MODEL)]).text)).toEqual({
      custom_id: 'row-1',
      method: 'POST',
      url: '/v1/chat/completions',
      body,
    })
  })

  it('not when something would be lost', () => {
    const image =
      '{"custom_id":"a","params":{"messages":[{"role":"user","content":[{"type":"image","source":{}}]}]}}'
    expect(rewrite(image, [fix('anthropic_line', 'wrap')]).text).toBe(`${image}\n`)
  })
})

describe('texts', () => {
  it.each([
    [
      `{'custom_id': 'a', 'x': None, 'y': "it's None", 'z': [True, nan]}`,
      { custom_id: 'a', x: null, y: "it's None", z: [true, null] },
    ],
    [
      String.raw`{"custom_id":"a","path":"C:\Windows\users","tab":"a	b"}`,
      { custom_id: 'a', path: String.raw`C:\Windows\users`, tab: 'a\tb' },
    ],
    ['{“custom_id”: “a”, “x”: “None, or None”}', { custom_id: 'a', x: 'None, or None' }],
    ['{custom_id: "a", "x": -Infinity,}', { custom_id: 'a', x: null }],
  ])('%s', (text, expected) => {
    const kinds = [
      'wrong_quotes',
      'wrong_escape',
      'unquoted_name',
      'foreign_word',
      'control_character',
    ] as const
    const { text: repaired } = rewrite(
      text,
      kinds.map((kind) => fix(kind, 'repair')),
    )
    expect(JSON.parse(repaired)).toEqual(expected)
  })

  it('that are cut off are not completed', () => {
    const text = `{'custom_id': 'a', 'x': 'b`
    expect(rewrite(text, [fix('wrong_quotes', 'repair')]).text).toBe(`${text}\n`)
  })
})

describe('changes of the whole file', () => {
  const three = file(chat('a', { temperature: 1 }), chat('b', { model: 'x', seed: 1 }), embedding('c'))

  it('set the model and parameters', () => {
    const { text, outcome } = rewrite(three, [
      { type: 'set_model', model: MODEL },
      { type: 'set_parameter', name: 'temperature', json: '0.5' },
      { type: 'set_parameter', name: 'seed', json: null },
    ])
    expect(text).toBe(
      file(
        chat('a', { temperature: 0.5 }),
        chat('b', { temperature: 0.5 }),
        embedding('c', { model: MODEL, temperature: 0.5 }),
      ),
    )
    expect(outcome.counts).toEqual([2, 3, 1])
  })

  it.each([
    [10, 3],
    [3, 3],
    [7, 1],
  ])('keep an evenly spread sample: of %d requests %d', (of, rows) => {
    const text = file(...Array.from({ length: of }, (_, index) => line(`r${index}`)))
    const { text: kept, outcome } = rewrite(text, [{ type: 'sample', rows, of }])
    expect(idsOf(kept)).toHaveLength(rows)
    expect(outcome).toMatchObject({ leftOut: of - rows, dropped: 0 })
  })
})

describe('taking lines out', () => {
  it('keeps them as they stand in the file', () => {
    const cut = '{"custom_id":"x",\n "url":'
    const { text, dropped, outcome } = rewrite(`// hello\n${line('a')}\n${cut}\n${line('b')}\n`, [
      fix('no_json', 'drop'),
      fix('cut_off_line', 'drop'),
    ])
    expect(text).toBe(file(line('a'), line('b')))
    expect(dropped).toBe(`// hello\n${cut}\n`)
    expect(outcome).toMatchObject({ counts: [1, 1], dropped: 2 })
    expect(outcome.examples.map(({ line: number }) => number)).toEqual([1, 3])
  })

  it('leaves out lines that are too long to be kept, and says so', () => {
    const { text, outcome } = rewrite(`${'x'.repeat(32_000_001)}\n${line('a')}\n`, [
      fix('line_too_long', 'drop'),
    ])
    expect(text).toBe(file(line('a')))
    expect(outcome).toMatchObject({ counts: [1], endless: 1, dropped: 0 })
  })

  it('takes the requests of other endpoints', () => {
    const { text, dropped } = rewrite(file(line('a'), embedding('b'), line('c')), [
      fix('mixed_endpoints', 'keep_endpoint', '/v1/chat/completions'),
    ])
    expect([text, dropped]).toEqual([file(line('a'), line('c')), file(embedding('b'))])
  })
})

describe('examples', () => {
  it('name the field and its value before and after', () => {
    const { outcome } = rewrite(file(line('a', { method: 'GET' })), [fix('wrong_method', 'method')])
    expect(outcome.examples).toEqual([
      {
        line: 1,
        differences: [
          {
            before: { before: 'method: ', marked: '"GET"', after: '' },
            after: { before: 'method: ', marked: '"POST"', after: '' },
          },
        ],
      },
    ])
  })

  it('show the text where the text was wrong', () => {
    const { outcome } = rewrite(`${line('a')},\n`, [fix('trailing_comma', 'repair')])
    expect(outcome.examples[0]?.differences[0]).toMatchObject({
      before: { marked: ',' },
      after: { marked: '' },
    })
  })
})

describe('fixes without a question', () => {
  it('put right what can be, also what shows only then', () => {
    const python = line('', { custom_id: 7, method: 'get' }).replaceAll('"', "'")
    const bad = `\ufeff${python}\n${line('b', { url: '/chat/completions' })}\n[1]\n`
    expect(fixableKinds(check(bytesOf(bad)).problems)).toEqual([
      'byte_order_mark',
      'wrong_quotes',
      'unknown_url',
    ])
    const { bytes } = rewrite(bad, defaultChanges(check(bytesOf(bad)).problems))
    expect(kindsIn(check(bytes))).toEqual(['not_an_object'])
  })

  it('leave a parameter that may be the cap on the costs to the person', () => {
    const groups = check(bytesOf(`${chat('a', { max_tokens: -5 })}\n`)).problems
    expect(groups.map(({ kind }) => kind)).toEqual(['parameter_range'])
    expect(fixableKinds(groups)).toEqual([])
    expect(
      defaultChanges(groups).filter((change) => change.type === 'fix' && change.fix === 'remove'),
    ).toEqual([{ type: 'fix', kind: 'stream', fix: 'remove', value: null }])
  })

  it.each([
    ['usr', ['roles', 'drop']],
    ['narrator', ['drop']],
  ])('rename the role %s only where that mends it', (role, offered) => {
    const [group, ...others] = check(
      bytesOf(`${chat('a', { messages: [{ role, content: 'Hi' }] })}\n`),
    ).problems
    expect(others).toEqual([])
    expect(group?.kind).toBe('message_role')
    expect(group && offersForGroup(group).map((offer) => offer.fix)).toEqual(offered)
    expect(group && fixableKinds([group])).toEqual(offered.length > 1 ? ['message_role'] : [])
  })

  it('need no value', () => {
    const asked = Object.values(FIXES).flatMap((decision): readonly FixOffer[] => decision.fixes)
    expect(
      asked.filter(({ isDefault, needs, isChoiceOptional }) => isDefault && needs && !isChoiceOptional),
    ).toEqual([])
  })
})

describe('the words of the fixes', () => {
  it('are a verb on the button and one sentence', () => {
    for (const { fixes } of Object.values(FIXES)) {
      for (const { label, sentence } of fixes) {
        expect(label).toMatch(/^[A-Z].*[^.]$/)
        expect(label.length).toBeLessThanOrEqual(30)
        expect(sentence).toMatch(/^[A-Z].*\.$/)
      }
    }
  })
})

describe('nesting that nobody can write', () => {
  const place = fc.constantFrom(
    'x',
    'messages',
    'tools',
    'response_format',
    'input',
    'model',
    'max_tokens',
    'stop',
  )
  const around = fc.constantFrom<(value: string) => string>(
    (value) => `{"a":${value}}`,
    (value) => `[${value}]`,
    (value) => `{"type":"json_schema","json_schema":{"name":"n","schema":{"enum":[${value}]}}}`,
    (value) => `[{"type":"function","function":{"name":"f","parameters":${value}}}]`,
    (value) => `[{"role":"user","content":[${value}]}]`,
  )

  it('is checked, and copied or taken out whatever else is changed', () => {
    fc.assert(
      fc.property(place, around, fc.boolean(), (name, wrap, isObject) => {
        const levels = 20_000
        const deep = isObject
          ? `${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`
          : '['.repeat(levels) + ']'.repeat(levels)
        const text = chat('deep', { [name]: 'here' }).replace('"here"', wrap(deep))
        const bytes = new TextEncoder().encode(`${text}\n${line('a', { method: 'post' })}\n`)
        const checker = new IntakeChecker({ name: 'input.jsonl', isUnpacked: false })
        checker.push(bytes)
        const { problems } = checker.finish()
        expect(problems.find(({ kind }) => kind === 'deep_nesting')).toMatchObject({ count: 1 })
        const fixes = problems.flatMap(({ kind }) =>
          offersFor(kind).flatMap((offer) => (offer.fix === 'drop' ? [] : [changeOf(kind, offer, MODEL)])),
        )
        const changes: Change[] = [
          ...fixes,
          { type: 'set_model', model: 'acme/chat-70b' },
          { type: 'set_parameter', name: 'x', json: '1' },
        ]
        const context = { knownModels: [], endpoint: null }
        const copied = rewriteBytes(bytes, changes, context)
        expect(new TextDecoder().decode(copied.bytes)).toContain(text)
        const drop: Change = { type: 'fix', kind: 'deep_nesting', fix: 'drop', value: null }
        expect(new TextDecoder().decode(rewriteBytes(bytes, [drop], context).dropped)).toBe(`${text}\n`)
      }),
      { numRuns: 20 },
    )
  })
})

describe('two requests on a line', () => {
  it('are taken out one by one', () => {
    const [kept, gone] = [line('a'), line('b', { method: undefined })]
    const changes: Change[] = [
      { type: 'fix', kind: 'two_values', fix: 'layout', value: null },
      { type: 'fix', kind: 'method_missing', fix: 'drop', value: null },
    ]
    const { bytes, dropped, outcome } = rewriteBytes(bytesOf(`${gone}, ${kept}${gone}\n`), changes, CONTEXT)
    expect(decoder.decode(bytes)).toBe(`${kept}\n`)
    expect(decoder.decode(dropped)).toBe(`${gone}\n${gone}\n`)
    expect(outcome).toMatchObject({ dropped: 2 })
  })
})

describe('a request of more than 32 MB that never ends', () => {
  it.each([true, false])('is left out, and that is said (dropped: %s)', (isDropped) => {
    const filler = `${'x'.repeat(1_000_000)}\n`
    const text = `${line('a')}\n{"custom_id":"b",\n${filler.repeat(33)}`
    const changes: Change[] = isDropped
      ? [{ type: 'fix', kind: 'truncated_last_line', fix: 'drop', value: null }]
      : []
    const { bytes, dropped, outcome } = rewriteBytes(bytesOf(text), changes, CONTEXT)
    expect(decoder.decode(bytes).split('\n')).toHaveLength(2)
    expect(dropped).toHaveLength(0)
    expect(outcome).toMatchObject({ endless: 1, dropped: 0 })
  })
})
