import { ArrowDown, ArrowUp, X } from 'lucide-react'
import { type ReactNode, useLayoutEffect, useRef } from 'react'
import { Link } from 'react-router'
import { OUTCOME_FACTS } from '~/domain/results/outcome'
import { choicesText } from '~/domain/results/answer'
import { answerSchema } from '~/domain/results/request'
import type { PriceOf } from '~/domain/series/costs'
import { formatCount, formatQuantity } from '~/lib/format'
import { paths } from '~/lib/paths'
import type { RowDetail, RowPlace } from '~/results/row-reader'
import { Button, IconButton } from '~/ui/button'
import { SegmentedControl } from '~/ui/choice'
import { CopyButton } from '~/ui/copy-button'
import { AnswerView, CauseView } from '../../shared/rows/answer-view'
import { Folded } from '../../shared/rows/folded'
import { OutcomeMark } from '../../shared/rows/outcome-mark'
import { RequestView } from '../../shared/rows/request-view'
import { RowHalf, RowStep, RowWaiting } from '../../shared/rows/row-frame'
import { SourceView } from '../../shared/rows/source-view'
import { VisibleText } from '../../shared/rows/visible-text'
import { LaterAnswer } from '../attempts/later-answer'
import { InvalidJson } from './invalid-json'
import { RowFigures } from './row-figures'
import type { ResultsUrl } from './url-schema'

interface RowPanelProps {
  /** `null` while it is being read, or when there is no such row yet. */
  detail: RowDetail | null
  place: RowPlace | null
  row: number
  /** Rows of the batch, `null` while that is not known. */
  rowCount: number | null
  view: ResultsUrl['view']
  /** Somebody looks for words in it. */
  isSearched: boolean
  priceOf: PriceOf
  /** What can be done where the row has no answer that can be used. */
  retry: ReactNode
  onOpen: (row: number) => void
  onView: (view: ResultsUrl['view']) => void
  onClose: () => void
}

/** One row: its request beside its answer, to read or as it was sent. */
export function RowPanel({
  detail,
  place,
  row,
  rowCount,
  view,
  isSearched,
  priceOf,
  retry,
  onOpen,
  onView,
  onClose,
}: RowPanelProps) {
  const isBeyond = detail === null && rowCount !== null && row >= rowCount
  return (
    <div data-row-panel="" tabIndex={-1} className="grid min-w-0 gap-3 outline-none">
      <header className="sticky -top-4 z-10 -mt-4 flex items-center gap-1 border-b border-line bg-paper py-2 lg:top-0 lg:mt-0 lg:pt-0">
        <h2 className="mr-2 shrink-0 text-lg font-semibold tabular-nums max-lg:hidden">
          Row {formatCount(row + 1)}
        </h2>
        <span className="min-w-0 grow text-sm">
          {detail === null ? null : <OutcomeMark outcome={detail.outcome} />}
        </span>
        {isBeyond ? null : (
          <span className="mr-2">
            <SegmentedControl label="View" labelHidden value={view} options={VIEWS} onValueChange={onView} />
          </span>
        )}
        <RowStep
          icon={ArrowUp}
          label="Previous row"
          shortcut="k"
          end="This is the first row."
          to={place?.previous}
          onOpen={onOpen}
        />
        <RowStep
          icon={ArrowDown}
          label="Next row"
          shortcut="j"
          end="This is the last row."
          to={place?.next}
          onOpen={onOpen}
        />
        <span className="max-lg:hidden">
          <IconButton icon={X} label="Close the row" size="sm" onClick={onClose} />
        </span>
      </header>
      {detail === null ? null : <Facts detail={detail} priceOf={priceOf} />}
      {detail !== null ? (
        <Body key={detail.row} detail={detail} view={view} isSearched={isSearched} retry={retry} />
      ) : isBeyond ? (
        <NoSuchRow rowCount={rowCount} onOpen={onOpen} />
      ) : (
        <RowWaiting />
      )}
    </div>
  )
}

/** Servers that allow more than 64 characters allow any number; the copy has them all. */
const LONGEST_ID = 300

const VIEWS = [
  { value: 'read', label: 'Read' },
  { value: 'raw', label: 'Raw' },
] as const

/** Its id, what can be copied, and what it used. */
function Facts({ detail, priceOf }: Pick<RowPanelProps, 'priceOf'> & { detail: RowDetail }) {
  const { answer } = detail
  return (
    <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-1">
      <span className="flex min-w-0 flex-wrap items-center gap-1">
        <bdi data-searched="id" className="min-w-0 font-mono text-xs wrap-anywhere">
          <VisibleText text={detail.customId.slice(0, LONGEST_ID)} />
        </bdi>
        <span className="flex flex-wrap max-sm:-ml-2.5">
          <CopyButton text={detail.customId} label="Copy id" />
          <CopyButton text={window.location.href} label="Copy link" />
          {answer?.kind === 'choices' ? (
            <CopyButton text={choicesText(answer.choices)} label="Copy answer" />
          ) : null}
        </span>
      </span>
      <RowFigures detail={detail} priceOf={priceOf} />
    </div>
  )
}

interface BodyProps {
  detail: RowDetail
  view: ResultsUrl['view']
  isSearched: boolean
  retry: ReactNode
}

/** What a row asks and what came of it; another row starts unfolded nowhere and scrolled to its top. */
function Body({ detail, view, isSearched, retry }: BodyProps) {
  const { request, answer, cause, requestSource, resultSource, dropped } = detail
  const body = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => {
    // What scrolls stands around the panel, and stays when another row is opened.
    for (let around = body.current?.parentElement; around; around = around.parentElement) {
      if (around.matches('main, dialog')) return
      around.scrollTop = 0
    }
  }, [])
  return (
    <div ref={body} className="@container grid gap-4">
      <LaterAnswer row={detail.row} />
      <div className="grid gap-x-6 gap-y-5 @min-[36rem]:grid-cols-2">
        <RowHalf title="Request" searched="request">
          <Folded more="Show all of the request" isWhole={isSearched || resultSource === null}>
            {dropped.request ? (
              <Dropped />
            ) : requestSource === null ? (
              <p className="text-ink-muted">The request is not known: the input file cannot be read.</p>
            ) : view === 'raw' ? (
              <SourceView source={requestSource} copyLabel="Copy the request line" />
            ) : (
              request !== null && <RequestView request={request} />
            )}
          </Folded>
        </RowHalf>
        <RowHalf title="Result" searched="answer">
          {dropped.result ? (
            <Dropped />
          ) : resultSource === null ? (
            <p className="text-ink-muted">{OUTCOME_FACTS[detail.outcome].meaning}</p>
          ) : view === 'raw' ? (
            <SourceView source={resultSource} copyLabel="Copy the result line" />
          ) : (
            <>
              {cause !== null && <CauseView cause={cause} />}
              {retry}
              {answer !== null && (
                <AnswerView answer={answer} schema={request === null ? null : answerSchema(request)} />
              )}
              {answer !== null && detail.outcome === 'invalid_json' ? <InvalidJson answer={answer} /> : null}
            </>
          )}
        </RowHalf>
      </div>
    </div>
  )
}

/** Stands for a text that was read and could not be kept. */
function Dropped() {
  return (
    <p className="text-ink-muted">
      This text was read but could not be kept, because the browser’s storage is full. Make room under{' '}
      <Link to={paths.settings()}>Settings</Link> and reload this page; the server still holds the text.
    </p>
  )
}

function NoSuchRow({ rowCount, onOpen }: { rowCount: number; onOpen: RowPanelProps['onOpen'] }) {
  return (
    <div role="status" className="grid justify-items-start gap-3">
      <p>
        {rowCount === 0 ? 'This batch has no rows.' : `This batch has ${formatQuantity(rowCount, 'row')}.`}
      </p>
      {rowCount === 0 ? null : (
        <Button
          size="sm"
          onClick={(event) => {
            // This button goes with its message: the focus stays in the panel.
            event.currentTarget.closest<HTMLElement>('[data-row-panel]')?.focus({ preventScroll: true })
            onOpen(0)
          }}
        >
          Open row 1
        </Button>
      )}
    </div>
  )
}
