import type { PastUse } from './past-use.ts'
import type { ModelSizes } from './size-tally.ts'
import { addRanges, NO_TOKENS, scaleRange, type TokenRange } from './token-range.ts'
import { TEXT_ERROR } from './tokens.ts'

/** What a chat template puts around each message: its role and two marks. */
const AROUND_MESSAGE: TokenRange = { low: 2, likely: 4, high: 6 }
/** What it puts before the answer. */
const BEFORE_ANSWER: TokenRange = { low: 0, likely: 2, high: 4 }
/** Marks at the beginning and the end of a text to embed or to complete. */
const AROUND_INPUT: TokenRange = { low: 0, likely: 1, high: 2 }
const TOOLS: TokenRange = { low: 0.8, likely: 1, high: 1.3 }
/** Most servers hold the answer to the schema without showing it to the model. */
const SCHEMA: TokenRange = { low: 0, likely: 0, high: 1 }
const MEASURED_IMAGE: TokenRange = { low: 0.9, likely: 1, high: 1.15 }
/** Pictures of 512 × 512, 1024 × 1024 and 2048 × 2048 pixels. */
const UNSEEN_IMAGE: TokenRange = { low: 258, likely: 1_026, high: 4_098 }

/** Input tokens of all requests of one model. */
export function inputTokens(sizes: ModelSizes, past: PastUse | null): TokenRange {
  const blind = withoutExperience(sizes)
  if (!past) return blind
  return {
    low: blind.likely * past.input.low,
    likely: blind.likely * past.input.likely,
    high: blind.likely * past.input.high,
  }
}

/** The estimate from the file alone, which is what experience is measured against. */
export function withoutExperience(sizes: ModelSizes): TokenRange {
  const { requests, messages, inputs, images, sample, givenTokens } = sizes
  const perRow = sample.rows === 0 ? 0 : requests / sample.rows
  return [
    textTokens(sizes),
    scaleRange(AROUND_MESSAGE, messages),
    messages === 0 ? NO_TOKENS : scaleRange(BEFORE_ANSWER, requests),
    scaleRange(AROUND_INPUT, inputs),
    scaleRange(TOOLS, sample.toolTokens * perRow),
    scaleRange(SCHEMA, sample.schemaTokens * perRow),
    scaleRange(MEASURED_IMAGE, images.measuredTokens),
    scaleRange(UNSEEN_IMAGE, images.unseen),
    { low: givenTokens, likely: givenTokens, high: givenTokens },
  ].reduce(addRanges)
}

function textTokens(sizes: ModelSizes): TokenRange {
  const { sample, characters } = sizes
  if (sample.characters === 0) return NO_TOKENS
  const likely = (characters * sample.tokens) / sample.characters
  const factor = 1 + textError(sizes)
  return { low: likely / factor, likely, high: likely * factor }
}

/** How far the tokens of the text may be off, as a share: by the scripts in it, and because only a sample was looked at. */
export function textError({ sample }: ModelSizes): number {
  const foreign = sample.tokens === 0 ? 0 : sample.foreignTokens / sample.tokens
  return TEXT_ERROR.latin * (1 - foreign) + TEXT_ERROR.foreign * foreign + sample.spread
}
