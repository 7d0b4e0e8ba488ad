import { jsonOf } from '../jsonl/depth.ts'
import type { BatchEndpoint } from '../../contract/request-line.ts'
import { sizeOfDataUrl } from './image-size.ts'
import { imageTokens } from './image-tokens.ts'
import { type AnswerForm, partsOf, type RequestParts } from './request-parts.ts'
import { schemaAnswerTokens } from './schema-answer.ts'
import { type SampledRow, type SampleSums, SizeSample } from './size-sample.ts'
import { digitRuleOf, type DigitRule, estimateTokens } from './tokens.ts'

/** Answers of one form with about the same limit. */
export interface AnswerGroup {
  form: AnswerForm
  choices: number
  /** The sum of the limits; `null` for answers without one. */
  limit: number | null
}

/** What the requests of one model hold, as far as it decides their cost. */
export interface ModelSizes {
  model: string
  requests: number
  /** Text in UTF-16 units, without pictures. */
  characters: number
  messages: number
  /** Texts to embed or to complete. */
  inputs: number
  /** Inputs that are token numbers already. */
  givenTokens: number
  images: { measured: number; measuredTokens: number; unseen: number }
  attachments: number
  answers: AnswerGroup[]
  sample: SampleSums
}

/** What the estimate of a file needs. */
export interface FileSizes {
  /** The model with most requests first. */
  models: ModelSizes[]
  /** Requests of models beyond the first hundred, which nothing else is known of. */
  otherRequests: number
}

const MOST_MODELS = 100
/** Text of one row that is looked at; of a longer one four pieces stand for all of it. */
const MOST_CHARACTERS = 8_000
const PIECES = 4
/** Limits that differ by less than a fifth fall into one group. */
const GROUPS_IN_AN_OCTAVE = 4

/** Adds up, while a file is being checked, what its estimate needs: sums over all rows, details of a bounded sample. */
export class SizeTally {
  readonly #models = new Map<string, ModelTally>()
  #otherRequests = 0

  /** Takes a request. One without a model is left out. */
  add(endpoint: BatchEndpoint, body: Readonly<Record<string, unknown>>): void {
    const { model } = body
    if (typeof model !== 'string' || model === '') return
    let tally = this.#models.get(model)
    if (!tally) {
      if (this.#models.size >= MOST_MODELS) {
        this.#otherRequests += 1
        return
      }
      tally = new ModelTally(model)
      this.#models.set(model, tally)
    }
    tally.add(partsOf(endpoint, body))
  }

  /** What has been added up so far. */
  sizes(): FileSizes {
    const models = [...this.#models.values()].map((tally) => tally.sizes())
    models.sort((one, other) => other.requests - one.requests)
    return { models, otherRequests: this.#otherRequests }
  }
}

class ModelTally {
  readonly #model: string
  readonly #digits: DigitRule
  readonly #sample = new SizeSample()
  readonly #answers = new Map<string, AnswerGroup>()
  readonly #images = { measured: 0, measuredTokens: 0, unseen: 0 }
  #requests = 0
  #characters = 0
  #messages = 0
  #inputs = 0
  #givenTokens = 0
  #attachments = 0

  constructor(model: string) {
    this.#model = model
    this.#digits = digitRuleOf(model)
  }

  add(parts: RequestParts): void {
    const characters = parts.texts.reduce((sum, text) => sum + text.length, 0)
    this.#requests += 1
    this.#characters += characters
    this.#messages += parts.messages
    this.#inputs += parts.inputs
    this.#givenTokens += parts.givenTokens
    this.#attachments += parts.attachments
    for (const url of parts.images) this.#addImage(url)
    this.#addAnswer(parts)
    if (this.#sample.wantsNext()) this.#sample.add(this.#lookAt(parts, characters))
  }

  sizes(): ModelSizes {
    return {
      model: this.#model,
      requests: this.#requests,
      characters: this.#characters,
      messages: this.#messages,
      inputs: this.#inputs,
      givenTokens: this.#givenTokens,
      images: { ...this.#images },
      attachments: this.#attachments,
      answers: [...this.#answers.values()],
      sample: this.#sample.sums(),
    }
  }

  #addImage(url: string): void {
    const size = url.startsWith('data:') ? sizeOfDataUrl(url) : null
    if (size) {
      this.#images.measured += 1
      this.#images.measuredTokens += imageTokens(size, this.#model)
    } else {
      this.#images.unseen += 1
    }
  }

  #addAnswer({ form, limit, choices }: RequestParts): void {
    const step = limit === null ? 'none' : Math.floor(Math.log2(limit) * GROUPS_IN_AN_OCTAVE)
    const key = `${form} ${step}`
    const group = this.#answers.get(key)
    if (!group) {
      this.#answers.set(key, { form, choices, limit: limit === null ? null : limit * choices })
      return
    }
    group.choices += choices
    if (limit !== null) group.limit = (group.limit ?? 0) + limit * choices
  }

  #lookAt({ texts, tools, form, schema }: RequestParts, characters: number): SampledRow {
    const prompt = this.#tokensOf(texts, characters)
    return {
      characters,
      tokens: prompt.tokens,
      foreignTokens: prompt.foreign,
      toolTokens: tools.length === 0 ? 0 : this.#tokensOfJson(tools),
      schemaTokens: form === 'schema' ? this.#tokensOfJson(schema) : 0,
      answer: form === 'schema' ? schemaAnswerTokens(schema) : null,
    }
  }

  #tokensOf(texts: readonly string[], characters: number): { tokens: number; foreign: number } {
    let tokens = 0
    let foreign = 0
    let looked = 0
    for (const text of texts) {
      const share = Math.max(200, Math.floor((text.length * MOST_CHARACTERS) / Math.max(1, characters)))
      for (const piece of piecesOf(text, share)) {
        const found = estimateTokens(piece, this.#digits)
        tokens += found.tokens
        foreign += found.foreign
        looked += piece.length
      }
      if (looked >= MOST_CHARACTERS * 2) break
    }
    const factor = looked === 0 ? 0 : characters / looked
    return { tokens: tokens * factor, foreign: foreign * factor }
  }

  #tokensOfJson(value: unknown): number {
    const text = jsonOf(value) ?? ''
    return this.#tokensOf([text], text.length).tokens
  }
}

/** All of a text, or four pieces of it that are as long together as they may be. */
function piecesOf(text: string, most: number): string[] {
  if (text.length <= most) return [text]
  const length = Math.ceil(most / PIECES)
  const step = (text.length - length) / (PIECES - 1)
  return Array.from({ length: PIECES }, (_, index) => {
    const start = Math.round(step * index)
    return text.slice(start, start + length)
  })
}
