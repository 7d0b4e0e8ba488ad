import { useMemo } from 'react'
import { comparableText } from '~/domain/compare/comparable-answer'
import type { SideRow } from '~/domain/compare/comparison'
import type { DiffPiece, TextDiff } from '~/domain/compare/text-diff'
import { formatUsd } from '~/domain/money'
import { costAt } from '~/domain/prices'
import { isJsonDocument } from '~/domain/results/json'
import { OUTCOME_FACTS } from '~/domain/results/outcome'
import { answerSchema } from '~/domain/results/request'
import { formatCount } from '~/lib/format'
import type { RowDetail } from '~/results/row-reader'
import type { CompareSession } from '~/workers/compare/compare-session'
import { AnswerView, CauseView } from '../shared/rows/answer-view'
import { OutcomeMark } from '../shared/rows/outcome-mark'
import { useAsked } from '../shared/rows/use-asked'
import { type ComparedSide, LETTERS } from './compared-batch'
import { MarkedText } from './marked-text'
import { SideLetter } from './side-letter'
import type { CompareUrl } from './url-schema'

/** One side of the open row. */
interface Half {
  side: ComparedSide
  row: SideRow | null
  detail: RowDetail | null
}

interface AnswerHalvesProps {
  session: CompareSession
  left: Half
  right: Half
  view: CompareUrl['view']
}

/** Both answers side by side. */
export function AnswerHalves({ session, left, right, view }: AnswerHalvesProps) {
  // A live row is drawn a few times a second, and laying out JSON takes milliseconds.
  const leftText = useMemo(() => textOf(left.detail), [left.detail])
  const rightText = useMemo(() => textOf(right.detail), [right.detail])
  const areBoth = leftText !== null && rightText !== null
  const key = areBoth && view === 'marked' ? JSON.stringify([leftText, rightText]) : null
  const found = useAsked(key, async (signal) => ({
    key,
    diff: await session.diff(leftText ?? '', rightText ?? '', signal),
  }))
  const diff = key !== null && found?.key === key ? found.diff : null
  return (
    <div className="grid gap-3">
      <div className="grid gap-x-6 gap-y-6 @min-[34rem]:grid-cols-2">
        <HalfView half={left} text={leftText} pieces={diff?.left ?? null} view={view} />
        <HalfView half={right} text={rightText} pieces={diff?.right ?? null} view={view} />
      </div>
      {diff === null ? null : <DiffNote diff={diff} />}
    </div>
  )
}

function DiffNote({ diff }: { diff: TextDiff }) {
  const isEqual = [...diff.left, ...diff.right].every(({ isChanged }) => !isChanged)
  if (!isEqual && !diff.isRough) return null
  return (
    <p className="text-sm text-ink-muted">
      {isEqual
        ? 'Nothing differs in these texts.'
        : 'These answers differ in so many places that whole stretches are marked.'}
    </p>
  )
}

interface HalfViewProps {
  half: Half
  /** The answer as text that can be marked; `null` where there is none. */
  text: string | null
  /** `null` until it is known what differs. */
  pieces: readonly DiffPiece[] | null
  view: CompareUrl['view']
}

function HalfView({ half: { side, row, detail }, text, pieces, view }: HalfViewProps) {
  return (
    <section aria-label={`Answer in ${LETTERS[side.side]}`} className="grid min-w-0 content-start gap-3">
      <div className="grid gap-1 border-b border-line pb-2">
        <h3 className="flex min-w-0 items-center gap-2 text-sm font-semibold">
          <SideLetter side={side.side} />
          <span className="min-w-0 truncate" title={side.title}>
            {side.title}
          </span>
        </h3>
        {row === null ? null : <Facts side={side} row={row} />}
      </div>
      {detail === null ? (
        <p className="text-ink-muted">There is no row with this custom_id in {LETTERS[side.side]}.</p>
      ) : detail.dropped.result ? (
        <p className="text-ink-muted">
          This text was read but could not be kept: the browser’s storage is full.
        </p>
      ) : detail.cause !== null ? (
        <CauseView cause={detail.cause} />
      ) : detail.answer === null ? (
        <p className="text-ink-muted">{OUTCOME_FACTS[detail.outcome].meaning}</p>
      ) : view === 'marked' && text !== null ? (
        <MarkedText
          pieces={pieces ?? [{ text, isChanged: false }]}
          kind={side.side === 'left' ? 'removed' : 'added'}
          isCode={isJsonDocument(text)}
        />
      ) : (
        <AnswerView
          answer={detail.answer}
          schema={detail.request === null ? null : answerSchema(detail.request)}
        />
      )}
    </section>
  )
}

function Facts({ side, row: { outcome, tokens, model } }: { side: ComparedSide; row: SideRow }) {
  const price = side.priceOf(model)
  return (
    <p className="flex flex-wrap gap-x-3 gap-y-0.5 text-sm text-ink-muted tabular-nums">
      <OutcomeMark outcome={outcome} />
      {model === '' ? null : <span className="wrap-anywhere">{model}</span>}
      {tokens === null ? null : (
        <span>
          {formatCount(tokens.input)} → {formatCount(tokens.output)} tokens
        </span>
      )}
      {tokens === null || price === null ? null : <span>{formatUsd(costAt(price, tokens))}</span>}
    </p>
  )
}

function textOf(detail: RowDetail | null): string | null {
  return detail === null || detail.answer === null || detail.cause !== null
    ? null
    : comparableText(detail.answer)
}
