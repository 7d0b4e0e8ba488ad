import { isDeeperThan, MOST_LEVELS } from '../../jsonl/depth.ts'
import { isObject } from '../../jsonl/request-rules.ts'
import { endpointMeant, FIELDS, knownEndpoint } from '../frame-rules.ts'
import { checkParameters } from '../parameter-rules.ts'
import { parse } from '../parsed-line.ts'
import type { Place } from '../problem-log.ts'
import type { ProblemKind } from '../problem-kinds.ts'
import type { FixId } from './changes.ts'
import { digitsOf, readExact } from './exact-json.ts'
import type { IdMaker } from './id-maker.ts'
import { endpointOfBody, type WrappableLine, wrapLine } from './wrap-lines.ts'
import { rightRole } from './role-names.ts'

export type Line = Readonly<Record<string, unknown>>

/** What a fix knows besides the line. */
interface FixRun {
  kind: ProblemKind
  /** Where the kind of problem was found, as paths from the line's object. */
  paths: readonly string[]
  /** The model or endpoint that the person chose. */
  value: string | null
  place: Place
  ids: IdMaker
  /** The endpoint that most requests of the file call. */
  endpoint: string | null
}

/** Fixes of the fields of a line; the others are about its text or about the file. */
export type LineFixId = Exclude<
  FixId,
  'layout' | 'windows_1252' | 'repair' | 'rename' | 'drop' | 'keep_endpoint'
>

/** @returns the line put right, `null` when nothing can be done about it */
type LineFix = (line: Line, run: FixRun) => Line | null

/** What each fix does with a line that has the problem. */
export const LINE_FIXES = {
  wrap: (line, { kind, value, place, ids, endpoint }) =>
    isWrappable(kind)
      ? wrapLine(kind, line, { makeId: () => ids.forPlace(place), model: value, endpoint })
      : null,
  body: (line) => {
    const text = line['body']
    const parsed = typeof text === 'string' ? parse(text) : null
    if (typeof text !== 'string' || !parsed?.ok || !isObject(parsed.value)) return null
    if (isDeeperThan(parsed.value, MOST_LEVELS)) return null
    const exact = readExact(text, parsed.value)
    return exact && { ...line, body: exact.value }
  },
  ids: (line, { kind, place, ids }) => {
    const { custom_id: id, ...others } = line
    const made = madeId(id, kind, place, ids)
    return 'custom_id' in line ? { ...line, custom_id: made } : { custom_id: made, ...others }
  },
  method: (line) => ({ ...line, method: 'POST' }),
  endpoint: (line, { value, endpoint, kind }) => {
    const { url, body } = line
    const meant = kind !== 'other_endpoints_body' && typeof url === 'string' ? endpointMeant(url) : null
    const fitting = isObject(body) ? endpointOfBody(body, endpoint) : null
    const made = knownEndpoint(value) ?? meant ?? fitting ?? knownEndpoint(endpoint)
    return made === null || made === url ? null : { ...line, url: made }
  },
  model: (line, { value }) => (value === null ? null : withModel(line, value)),
  roles: (line) => withBody(line, withRoles),
  numbers: (line, { paths }) => withBody(line, (body) => withNumbers(body, paths)),
  remove: (line, { paths }) =>
    withBody(line, (body) => {
      const names = new Set(paths.map((path) => path.slice('body.'.length)))
      return Object.fromEntries(Object.entries(body).filter(([name]) => !names.has(name)))
    }),
  extra_fields: (line) => Object.fromEntries(Object.entries(line).filter(([name]) => FIELDS.has(name))),
  whole_characters: (line) =>
    Object.fromEntries(Object.entries(line).map(([key, inner]) => [key, whole(inner)])),
} as const satisfies Record<LineFixId, LineFix>

function isWrappable(kind: ProblemKind): kind is WrappableLine {
  return (
    kind === 'bare_body' ||
    kind === 'mistral_line' ||
    kind === 'fine_tuning_line' ||
    kind === 'anthropic_line'
  )
}

function madeId(id: unknown, kind: ProblemKind, place: Place, ids: IdMaker): string {
  const digits = digitsOf(id)
  if (digits !== null) return ids.near(digits, place)
  if (typeof id !== 'string' || id === '') return ids.forPlace(place)
  return kind === 'duplicate_custom_id' ? ids.again(id, place) : ids.near(id, place)
}

function withBody(line: Line, change: (body: Line) => Line | null): Line | null {
  const { body } = line
  const changed = isObject(body) ? change(body) : null
  return changed && { ...line, body: changed }
}

/** The line with another model; `null` when it has no body or that model already. */
export function withModel(line: Line, model: string): Line | null {
  return withBody(line, (body) => {
    if (body['model'] === model) return null
    return 'model' in body ? { ...body, model } : { model, ...body }
  })
}

/** The line with a field of its body set; `undefined` removes it. `null` when that changes nothing. */
export function withParameter(line: Line, name: string, value: unknown): Line | null {
  return withBody(line, (body) => {
    if (value === undefined && !(name in body)) return null
    if (JSON.stringify(body[name]) === JSON.stringify(value)) return null
    return value === undefined
      ? Object.fromEntries(Object.entries(body).filter(([known]) => known !== name))
      : { ...body, [name]: value }
  })
}

/** The body with the roles of its messages under their right names; `null` when none of them is known. */
function withRoles(body: Line): Line | null {
  const { messages } = body
  if (!Array.isArray(messages)) return null
  let isChanged = false
  const renamed = messages.map((message: unknown) => {
    const role = isObject(message) && typeof message['role'] === 'string' ? message['role'] : ''
    const right = rightRole(role)
    if (!isObject(message) || right === undefined || right === role) return message
    isChanged = true
    return { ...message, role: right }
  })
  return isChanged ? { ...body, messages: renamed } : null
}

/** The body with its numbers out of their quotes; one that still is no fitting number stays. */
function withNumbers(body: Line, paths: readonly string[]): Line | null {
  let changed: Line | null = null
  for (const path of paths) {
    const name = path.slice('body.'.length)
    const text = body[name]
    if (typeof text !== 'string' || !/^\s*-?\d+(?:\.\d+)?(?:e[+-]?\d+)?\s*$/i.test(text)) continue
    const number = Number(text)
    let isFitting = true
    checkParameters({ [name]: number }, (kind) => (isFitting &&= kind !== 'parameter_type'))
    // A number with zeros before it is no JSON, and short enough.
    const value = parse(text).ok ? readExact(text.trim(), number)?.value : number
    if (isFitting && value !== undefined) changed = { ...(changed ?? body), [name]: value }
  }
  return changed
}

/** The value with U+FFFD for each half of a character in its texts. */
function whole(value: unknown): unknown {
  if (typeof value === 'string') return value.toWellFormed()
  if (Array.isArray(value)) return value.map(whole)
  if (!isObject(value)) return value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key.toWellFormed(), whole(inner)]))
}
