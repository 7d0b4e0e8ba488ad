import { compactJson } from '../results/json.ts'
import type { Request } from '../results/request.ts'
import { canonicalJson } from './canonical-json.ts'

/** Something two requests do not share; the values are short texts, `null` where a side does not set it. */
export interface RequestDifference {
  name: string
  /** `null` for what is too long to stand in a sentence: messages, texts, tools. */
  values: { left: string | null; right: string | null } | null
}

/** In what two requests differ. Empty when they ask for the same in the same way. */
export function requestDifferences(left: Request, right: Request): RequestDifference[] {
  const differences: RequestDifference[] = []
  if (left.model !== right.model)
    differences.push({ name: 'model', values: { left: left.model, right: right.model } })
  for (const name of ['messages', 'inputs', 'tools'] as const) {
    if (compactJson(left[name]) !== compactJson(right[name])) differences.push({ name, values: null })
  }
  const lefts = optionsOf(left)
  const rights = optionsOf(right)
  for (const name of new Set([...lefts.keys(), ...rights.keys()])) {
    const values = { left: lefts.get(name) ?? null, right: rights.get(name) ?? null }
    if (inOneForm(values.left) !== inOneForm(values.right)) differences.push({ name, values })
  }
  return differences
}

/** Whether both ask the same; model and options may differ. */
export function asksTheSame(left: Request, right: Request): boolean {
  return compactJson([left.messages, left.inputs]) === compactJson([right.messages, right.inputs])
}

function optionsOf({ options }: Request): ReadonlyMap<string, string> {
  return new Map(options.map(({ name, json }) => [name, json]))
}

function inOneForm(json: string | null): string | null {
  return json === null ? null : (canonicalJson(json) ?? json)
}
