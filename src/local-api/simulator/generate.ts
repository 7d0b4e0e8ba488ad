import type { AnswerFormat, ToolChoice, ToolDefinition } from './parameters.ts'
import { hintsOf, keywordsOf, topicOf, type Prompt } from './prompt.ts'
import { writeAnswer } from './prose.ts'
import { createRandom } from './random.ts'
import { writeInstance } from './schema-instance.ts'
import { countTokens, cutToTokens } from './tokens.ts'
import type { Oddity } from './triggers.ts'

const REFUSAL = 'I am sorry, but I cannot help with that. (A simulated refusal.)'
const BROKEN_JSON = '{"simulated": true, "answer": "This JSON ends too early", "items": ['

/** What one choice of the model says, whatever the endpoint calls it. */
export type Generated =
  | { kind: 'text'; text: string; end: 'stop' | 'length' | 'content_filter' }
  | { kind: 'refusal'; text: string }
  | { kind: 'tool_call'; name: string; input: string }

export interface GenerationRequest {
  prompt: Prompt
  format: AnswerFormat
  tools: readonly ToolDefinition[]
  toolChoice: ToolChoice
  stops: readonly string[]
  maxTokens: number | null
  seed: number
  oddity: Oddity | null
}

function chooseTool(request: GenerationRequest, pickIndex: number): ToolDefinition | null {
  const { tools, toolChoice, prompt } = request
  switch (toolChoice.kind) {
    case 'none':
      return null
    case 'named':
      return tools.find((tool) => tool.name === toolChoice.name) ?? null
    case 'required':
    case 'auto': {
      if (toolChoice.kind === 'auto' && prompt.answersTool) return null
      const asked = prompt.text.toLowerCase()
      const fitting = tools.find((tool) =>
        tool.name.split(/[_\W]+/).some((word) => word.length > 3 && asked.includes(word.toLowerCase())),
      )
      return fitting ?? tools[pickIndex % Math.max(1, tools.length)] ?? null
    }
  }
}

function compose(request: GenerationRequest): string {
  const { prompt, format, seed } = request
  const random = createRandom(seed)
  switch (format.kind) {
    case 'json_schema':
      return JSON.stringify(writeInstance(format.schema, hintsOf(prompt.text), random))
    case 'json_object':
      return JSON.stringify({
        simulated: true,
        about: topicOf(prompt.text),
        keywords: keywordsOf(prompt.text, 3),
        score: random.integer(0, 100),
      })
    case 'text':
      return writeAnswer(prompt, random)
  }
}

/** Ends a text at the first stop sequence and at the token limit, whichever comes first. */
function limit(text: string, request: GenerationRequest): Generated {
  const stops = request.stops
    .map((stop) => (stop === '' ? -1 : text.indexOf(stop)))
    .filter((index) => index !== -1)
  const stopped = stops.length > 0 ? text.slice(0, Math.min(...stops)) : text
  const { maxTokens } = request
  if (maxTokens === null || countTokens(stopped) <= maxTokens)
    return { kind: 'text', text: stopped, end: 'stop' }
  return { kind: 'text', text: cutToTokens(stopped, maxTokens), end: 'length' }
}

/** Writes one choice: the same for the same request and seed. */
export function generate(request: GenerationRequest): Generated {
  switch (request.oddity) {
    case 'refused':
      return { kind: 'refusal', text: REFUSAL }
    case 'empty':
      return { kind: 'text', text: '', end: 'stop' }
    case 'broken_json':
      return { kind: 'text', text: BROKEN_JSON, end: 'stop' }
    case 'filtered':
      return { kind: 'text', text: cutToTokens(compose(request), 4), end: 'content_filter' }
    case 'truncated':
      return { kind: 'text', text: cutToTokens(compose(request), 12), end: 'length' }
    default:
  }
  const tool = chooseTool(request, request.seed)
  if (tool) {
    const input = writeInstance(tool.parameters, hintsOf(request.prompt.text), createRandom(request.seed))
    return { kind: 'tool_call', name: tool.name, input: JSON.stringify(input) }
  }
  return limit(compose(request), request)
}
