import * as z from 'zod/mini'

const Part = z.object({
  type: z.optional(z.string()),
  text: z.optional(z.string()),
  image_url: z.optional(z.union([z.string(), z.object({ url: z.string() })])),
})
const Content = z.union([z.string(), z.array(z.union([z.string(), Part]))])

/** One message of a conversation, in the forms of `/chat/completions` and of `/responses`. */
export const Message = z.object({
  role: z.optional(z.string()),
  type: z.optional(z.string()),
  content: z.optional(z.nullable(Content)),
})
export type Message = z.infer<typeof Message>

/** What a request asks, as far as the simulation cares. */
export interface Prompt {
  /** The person's last words, or the tool's. */
  text: string
  /** Everything that stands before the answer, for counting. */
  allText: string
  /** Instructions that other rows are likely to share, which a real service caches. */
  systemText: string
  /** Links or `data:` URLs. */
  images: string[]
  /** Whether the last message brings the result of a tool. */
  answersTool: boolean
}

function textOf(message: Message): string {
  const { content } = message
  if (typeof content === 'string') return content
  return (content ?? []).map((part) => (typeof part === 'string' ? part : (part.text ?? ''))).join('\n')
}

function imagesOf(message: Message): string[] {
  if (!Array.isArray(message.content)) return []
  return message.content.flatMap((part) => {
    if (typeof part === 'string' || part.image_url === undefined) return []
    return [typeof part.image_url === 'string' ? part.image_url : part.image_url.url]
  })
}

export function readPrompt(messages: readonly Message[]): Prompt {
  const last = messages.at(-1)
  const isSystem = (message: Message) => message.role === 'system' || message.role === 'developer'
  return {
    text:
      messages.map((message) => (isSystem(message) ? '' : textOf(message))).findLast((text) => text !== '') ??
      '',
    allText: messages.map(textOf).join('\n'),
    systemText: messages.filter(isSystem).map(textOf).join('\n'),
    images: messages.flatMap(imagesOf),
    answersTool: last?.role === 'tool' || last?.type === 'function_call_output',
  }
}

const COMMON_WORDS = new Set(
  (
    'about above after again against answer because before being below between classify compare could describe ' +
    'document does during each every explain extract find five following four from give good have here into just ' +
    'like list make more most name only other over please question same should show some such summarize tell than ' +
    'that their them then there these they this those three through translate under until very want were what ' +
    "what's when where which while will with words would write your yours"
  ).split(' '),
)

/** The words a prompt is about, the earliest first, at most `most`. */
export function keywordsOf(text: string, most: number): string[] {
  const words = text.slice(0, 4_000).match(/\p{L}[\p{L}\p{N}'-]{3,}/gu) ?? []
  const telling = words.filter((word) => !COMMON_WORDS.has(word.toLowerCase()))
  return [...new Map(telling.map((word) => [word.toLowerCase(), word])).values()].slice(0, most)
}

/** Things in a prompt that an answer in fields would mention. */
export interface Hints {
  words: string[]
  /** Two names in a row: "John Doe". */
  names: string[]
  /** A name after "in", "at" or "from": "Paris". */
  places: string[]
  numbers: number[]
}

export function hintsOf(text: string): Hints {
  const beginning = text.slice(0, 4_000)
  return {
    words: keywordsOf(text, 8),
    names: beginning.match(/\b\p{Lu}\p{Ll}+ \p{Lu}\p{Ll}+\b/gu) ?? [],
    places: [...beginning.matchAll(/\b(?:in|at|from) (\p{Lu}[\p{L}-]+)/gu)].flatMap(
      (match) => match[1] ?? [],
    ),
    numbers: (beginning.match(/\b\d{1,9}(?:\.\d+)?\b/g) ?? []).map(Number),
  }
}

/** The first sentence of a prompt, short enough to be quoted. */
export function topicOf(text: string): string {
  const [sentence = ''] = text.trim().split(/(?<=[.?!。？！])\s|\n/u)
  const short = sentence.length > 90 ? `${sentence.slice(0, 87).trimEnd()}…` : sentence
  return short.replaceAll(/[*_`|<>[\]]/g, '')
}
