import type { Answer } from '~/domain/results/answer'
import { jsonTrouble } from '~/domain/results/json-trouble'
import { formatCount } from '~/lib/format'
import { MarkedText } from '../../shared/check/marked-text'

/** Why the first answer that is not the JSON that was asked for is none, and where. */
export function InvalidJson({ answer }: { answer: Answer }) {
  const choices = answer.kind === 'choices' ? answer.choices : []
  const trouble = choices
    .filter(({ toolCalls }) => toolCalls.length === 0)
    .map(({ text }) => jsonTrouble(text))
    .find((found) => found !== null)
  if (trouble === undefined) return null
  const { line, column, reason, excerpt } = trouble
  return (
    <div className="pt-2 text-sm">
      <p className="pb-1 font-medium text-warning">
        Not JSON, from line {formatCount(line)}, character {formatCount(column)}: {reason}
      </p>
      <MarkedText excerpt={excerpt} mark="bg-warning-wash text-warning" ifNothing="the end" />
    </div>
  )
}
