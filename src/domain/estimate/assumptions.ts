import { sourceOf, USUAL_ANSWERS, USUAL_THOUGHT } from './answer-size.ts'
import type { Estimate, PastUseOf } from './estimate.ts'
import { textError } from './input-size.ts'
import { thinks } from './model-traits.ts'
import type { AnswerForm } from './request-parts.ts'
import type { FileSizes, ModelSizes } from './size-tally.ts'

const whole = new Intl.NumberFormat('en')

function quantity(count: number, one: string, many = `${one}s`): string {
  return `${whole.format(count)} ${count === 1 ? one : many}`
}

/** The form that most answers to the requests of a model have. */
export function mainFormOf({ answers }: ModelSizes): AnswerForm {
  const counts = new Map<AnswerForm, number>()
  for (const { form, choices } of answers) counts.set(form, (counts.get(form) ?? 0) + choices)
  const [main] = [...counts].sort(([, one], [, other]) => other - one)
  return main?.[0] ?? 'text'
}

/** What an estimate takes for granted, one sentence each, the weightiest first. */
export function assumptionsOf(sizes: FileSizes, estimate: Estimate, pastUseFor: PastUseOf): string[] {
  const { models } = sizes
  return [
    ...answerWords(models, pastUseFor),
    ...inputWords(models, pastUseFor),
    ...imageWords(models),
    ...missingWords(models, estimate),
    'Failed and cancelled rows are not charged. Discounts and prompts that the server remembers are not counted in.',
  ]
}

function answerWords(models: readonly ModelSizes[], pastUseFor: PastUseOf): string[] {
  const groups = models.flatMap(({ answers }) => answers.filter(({ form }) => form !== 'none'))
  if (groups.length === 0) return ['Embeddings are charged by their input alone.']
  const limited = groups.reduce((sum, { choices, limit }) => (limit === null ? sum : sum + choices), 0)
  const free = groups.reduce((sum, { choices, limit }) => (limit === null ? sum + choices : sum), 0)
  const answering = models.filter((sizes) => mainFormOf(sizes) !== 'none')
  const requests = answering.reduce((sum, sizes) => sum + sizes.requests, 0)
  return [
    ...(limited + free > requests
      ? [
          `${quantity(requests, 'request')} ask for ${quantity(limited + free, 'answer')}: some want more than one (n).`,
        ]
      : []),
    ...(limited > 0
      ? [
          `${quantity(limited, 'answer')} at most as long as the limit set in the request, which makes the upper figure.`,
        ]
      : []),
    ...(free > 0
      ? [
          `${quantity(free, 'answer')} without a limit: the upper figure is an assumption and can be exceeded. Set max_tokens to cap it.`,
        ]
      : []),
    ...sourceWords(models, pastUseFor),
  ]
}

function sourceWords(models: readonly ModelSizes[], pastUseFor: PastUseOf): string[] {
  const answering = models.filter((sizes) => mainFormOf(sizes) !== 'none')
  const bySource = Map.groupBy(answering, (sizes) => sourceOf(sizes, mainFormOf(sizes), pastUseFor(sizes)))
  const words: string[] = []
  const isMixed = bySource.size > 1
  const say = (of: readonly ModelSizes[], sentence: string) =>
    words.push(isMixed ? ofModels(of, sentence) : sentence)
  const batches = (of: readonly ModelSizes[]) =>
    quantity(
      of.reduce((sum, sizes) => sum + (pastUseFor(sizes)?.batches ?? 0), 0),
      'earlier batch',
      'earlier batches',
    )
  const same = bySource.get('same_file')
  const past = bySource.get('past')
  const usual = bySource.get('usual')
  const schema = bySource.get('schema')
  if (same) say(same, `The likely length of answers is that of ${batches(same)} of this very file.`)
  if (past)
    say(past, `The likely length of answers is that of ${batches(past)} of yours with the same model.`)
  if (schema) say(schema, 'The likely length of answers follows from the schema that they must fit.')
  if (usual) {
    say(
      usual,
      `Nothing is known of the answers yet: ${USUAL_ANSWERS.text.likely} tokens each are taken as likely, ${USUAL_ANSWERS.json.likely} for JSON. Your first batch replaces this guess.`,
    )
  }
  if ([...(usual ?? []), ...(schema ?? [])].some(({ model }) => thinks(model))) {
    words.push(
      `Models that think before they answer are taken to think for ${USUAL_THOUGHT.likely} tokens a row; thoughts are charged like answers.`,
    )
  }
  return words
}

/** A sentence about some of the models only: they stand before it. */
function ofModels(models: readonly ModelSizes[], sentence: string): string {
  const names = new Intl.ListFormat('en').format(models.map(({ model }) => model))
  return `For ${names}: ${sentence.charAt(0).toLowerCase()}${sentence.slice(1)}`
}

function inputWords(models: readonly ModelSizes[], pastUseFor: PastUseOf): string[] {
  const blind = models.filter((sizes) => !pastUseFor(sizes) && sizes.sample.tokens > 0)
  const known = models.filter((sizes) => pastUseFor(sizes))
  const isMixed = blind.length > 0 && known.length > 0
  const say = (of: readonly ModelSizes[], sentence: string) => (isMixed ? ofModels(of, sentence) : sentence)
  const looked = blind.reduce((sum, { sample }) => sum + sample.rows, 0)
  const requests = blind.reduce((sum, sizes) => sum + sizes.requests, 0)
  const error = Math.max(0, ...blind.map(textError))
  const of = looked < requests ? `a sample of ${quantity(looked, 'row')}` : 'all rows'
  return [
    ...(blind.length > 0
      ? [
          say(
            blind,
            `Tokens of the text are estimated from the characters of ${of}, ± ${Math.ceil(error * 100)} %: the model's own tokenizer is not at hand.`,
          ),
        ]
      : []),
    ...(known.length > 0
      ? [say(known, 'Tokens of the text are corrected by what your earlier batches used.')]
      : []),
  ]
}

function imageWords(models: readonly ModelSizes[]): string[] {
  const measured = models.reduce((sum, { images }) => sum + images.measured, 0)
  const unseen = models.reduce((sum, { images }) => sum + images.unseen, 0)
  const attachments = models.reduce((sum, sizes) => sum + sizes.attachments, 0)
  return [
    ...(measured > 0
      ? [
          `${quantity(measured, 'picture')} inside the file by width and height: one token for each 32 × 32 pixels.`,
        ]
      : []),
    ...(unseen > 0
      ? [
          `${quantity(unseen, 'picture')} of unknown size: between 512 × 512 and 2,048 × 2,048 pixels, likely 1,024 × 1,024.`,
        ]
      : []),
    ...(attachments > 0
      ? [`${quantity(attachments, 'other attachment')} (sound, documents) not counted.`]
      : []),
  ]
}

function missingWords(models: readonly ModelSizes[], estimate: Estimate): string[] {
  const { unpriced } = estimate.costs['24h']
  return [
    ...(unpriced.length > 0 && unpriced.length < models.length
      ? [`No price is known for ${unpriced.join(', ')}: not in the sum.`]
      : []),
    ...(estimate.otherRequests > 0
      ? [`${quantity(estimate.otherRequests, 'request')} of further models not counted.`]
      : []),
  ]
}
