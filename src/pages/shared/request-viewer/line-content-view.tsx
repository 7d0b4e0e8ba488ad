import type { BrokenPlace, LineContent } from '~/domain/results/line-content'
import { formatBytes } from '~/lib/format'
import { Notice } from '~/ui/notice'
import type { LineDetail } from '~/workers/lines/messages'
import { AnswerView, CauseView } from '../rows/answer-view'
import { LongText } from '../rows/long-text'
import { RequestView } from '../rows/request-view'
import { RowHalf } from '../rows/row-frame'
import { SourceView } from '../rows/source-view'
import type { ViewerState } from './viewer-state'

/** A line whole: to read, or as it stands in the file. */
export function LineContentView({ detail, view }: { detail: LineDetail; view: ViewerState['view'] }) {
  const { content, beginning } = detail
  if (content === null) {
    return (
      <div className="grid gap-3">
        <Notice tone="warning" title={`This line is ${formatBytes(detail.bytes)} long`}>
          That is more than any server takes as one request. Only its beginning is shown.
        </Notice>
        <LongText text={beginning} isCode />
      </div>
    )
  }
  if (content.kind === 'broken') return <BrokenLine text={content.text} fault={content.fault} />
  return (
    <RowHalf title={TITLES[content.kind]}>
      {view === 'raw' || content.kind === 'other' ? (
        <SourceView source={content.source} copyLabel="Copy the line" />
      ) : (
        <Rendered content={content} />
      )}
    </RowHalf>
  )
}

const TITLES = {
  request: 'Request',
  result: 'Result',
  other: 'Line',
} satisfies Record<Exclude<LineContent['kind'], 'broken'>, string>

function Rendered({ content }: { content: Extract<LineContent, { kind: 'request' | 'result' }> }) {
  if (content.kind === 'request') return <RequestView request={content.request} />
  return (
    <>
      {content.cause === null ? null : <CauseView cause={content.cause} />}
      {content.answer === null ? null : <AnswerView answer={content.answer} schema={null} />}
    </>
  )
}

/** Characters shown before and after a fault; the rest of a long line stands behind them. */
const AROUND = 2_000

/** A line that is no JSON, with the place where it stops being JSON marked. */
function BrokenLine({ text, fault }: { text: string; fault: BrokenPlace }) {
  const from = Math.max(0, fault.at - AROUND)
  const end = fault.at + fault.length
  const isAtEnd = fault.length === 0
  return (
    <div className="grid gap-3">
      <Notice tone="danger" title={fault.title}>
        {fault.sentence}
      </Notice>
      <RowHalf title="Line">
        <p dir="ltr" className="font-mono text-xs leading-5 whitespace-pre-wrap wrap-anywhere">
          {from > 0 ? '…' : ''}
          {text.slice(from, fault.at)}
          <mark className="rounded-sm bg-danger-wash font-semibold text-danger underline underline-offset-4">
            {isAtEnd ? ' (ends here)' : text.slice(fault.at, end)}
          </mark>
          {text.slice(end, end + AROUND)}
          {end + AROUND < text.length ? '…' : ''}
        </p>
      </RowHalf>
    </div>
  )
}
