import type { Answer, Choice, Vector } from '~/domain/results/answer'
import { ERROR_KIND_FACTS, type ErrorCause } from '~/domain/results/error-cause'
import { groupFacts, isNamedOnly } from '~/domain/results/error-groups'
import { withCodes } from '~/domain/results/invisible'
import { oneLine } from '~/domain/results/one-line'
import { formatCount } from '~/lib/format'
import { Notice } from '~/ui/notice'
import { AnswerText } from './answer-text'
import { LongText } from './long-text'
import { Passage, ToolCallView } from './request-view'
import { SchemaNotice } from './schema-notice'

interface AnswerViewProps {
  answer: Answer
  /** The schema that was asked for, as JSON; `null` where none was. */
  schema: string | null
}

/** An answer as a person reads it. What a model writes is never run, and nothing is fetched for it unasked. */
export function AnswerView({ answer, schema }: AnswerViewProps) {
  switch (answer.kind) {
    case 'choices':
      return (
        <div className="grid gap-4">
          {answer.choices.map((choice, index) => (
            <ChoiceView
              // oxlint-disable-next-line react/no-array-index-key -- choices are known by their place
              key={index}
              choice={choice}
              schema={schema}
              title={answer.choices.length > 1 ? `Answer ${index + 1} of ${answer.choices.length}` : 'Answer'}
            />
          ))}
        </div>
      )
    case 'vectors':
      return (
        <div className="grid gap-4">
          {answer.vectors.map((vector, index) => (
            // oxlint-disable-next-line react/no-array-index-key -- embeddings are known by their place
            <VectorView key={index} vector={vector} title={`Embedding ${index + 1}`} />
          ))}
        </div>
      )
    case 'unknown':
      return (
        <p className="text-ink-muted">This answer has a form that is not known here. See the raw text.</p>
      )
  }
}

const ENDINGS = {
  finished: null,
  length: 'It stops here: the request allows no more tokens.',
  content_filter: 'A content filter stopped it here.',
} satisfies Record<Choice['ending'], string | null>

interface ChoiceViewProps {
  choice: Choice
  schema: string | null
  title: string
}

function ChoiceView({ choice, schema, title }: ChoiceViewProps) {
  const ending = ENDINGS[choice.ending]
  const isSilent = choice.text.trim() === '' && choice.toolCalls.length === 0 && choice.refusal === null
  return (
    <Passage title={title}>
      {choice.reasoning === null ? null : (
        <details className="pb-1">
          <summary className="w-fit text-sm text-ink-muted">Reasoning</summary>
          <div className="border-l-2 border-line pl-3 text-ink-muted">
            <LongText text={choice.reasoning} />
          </div>
        </details>
      )}
      {choice.text === '' ? null : <AnswerText text={choice.text} />}
      {choice.refusal === null ? null : <LongText text={choice.refusal} />}
      {choice.toolCalls.map((call, index) => (
        // oxlint-disable-next-line react/no-array-index-key -- calls keep their places
        <ToolCallView key={index} call={call} />
      ))}
      {schema !== null && choice.text.trim() !== '' && choice.toolCalls.length === 0 ? (
        <SchemaNotice schema={schema} answer={choice.text} />
      ) : null}
      {isSilent ? <p className="text-ink-muted">No text.</p> : null}
      {ending === null ? null : <p className="pt-1 text-sm font-medium text-warning">{ending}</p>}
    </Passage>
  )
}

const figures = new Intl.NumberFormat('en', { maximumSignificantDigits: 6 })

function VectorView({ vector, title }: { vector: Vector; title: string }) {
  const rest = vector.size - vector.first.length
  return (
    <Passage title={title}>
      <p className="tabular-nums">
        {formatCount(vector.size)} numbers, length {figures.format(vector.norm)}
      </p>
      <p className="font-mono text-xs leading-5 wrap-anywhere">
        {vector.first.map((value) => figures.format(value)).join('  ')}
        {rest > 0 ? `  … ${formatCount(rest)} more` : ''}
      </p>
    </Passage>
  )
}

/** Characters of an error shown as it was sent; some servers send whole pages. */
const LONGEST_RAW = 20_000

/** Why a row failed, what to do, and the error as it was sent. */
export function CauseView({ cause }: { cause: ErrorCause }) {
  const { label, advice } = ERROR_KIND_FACTS[cause.kind]
  const facts = oneLine(groupFacts(cause), 200)
  const name = facts === '' ? label : `${label} (${facts})`
  const told = isNamedOnly(cause) ? facts : name
  return (
    <Notice tone="danger" title={cause.sentence} details={withCodes(cause.raw.slice(0, LONGEST_RAW))}>
      <p>
        {told === '' ? '' : `${told}. `}
        {advice}
      </p>
    </Notice>
  )
}
