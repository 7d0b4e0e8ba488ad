import { ArrowDown, ArrowUp, X } from 'lucide-react'
import { useRef } from 'react'
import { realtimeEndpointOf } from '~/domain/realtime-price'
import { formatBytes, formatCount } from '~/lib/format'
import { Button, IconButton } from '~/ui/button'
import { SegmentedControl } from '~/ui/choice'
import { CopyButton } from '~/ui/copy-button'
import type { LineDetail, LinePlace } from '~/workers/lines/messages'
import { OutcomeMark } from '../rows/outcome-mark'
import { RowStep, RowWaiting } from '../rows/row-frame'
import { soughtWords, useFoundMarks } from '../rows/use-found-marks'
import { useRowKeys } from '../rows/use-row-keys'
import { LineContentView } from './line-content-view'
import { TryRow } from './try-row'
import type { ViewerState } from './viewer-state'

interface LinePanelProps {
  line: number
  /** `null` while it is being looked up. */
  place: LinePlace | null
  /** `null` while it is being read, or when nothing stands there. */
  detail: LineDetail | null
  /** More lines may still come. */
  isReading: boolean
  search: string
  view: ViewerState['view']
  /** The address of this line, `null` where it has none. */
  link: string | null
  onOpen: (line: number) => void
  onView: (view: ViewerState['view']) => void
  onClose: () => void
}

/** One line of a file: what it asks or answers, to read or as it stands in the file. */
export function LinePanel(props: LinePanelProps) {
  const { line, place, detail, isReading, search, view, onOpen, onClose } = props
  const previous = place?.previous ?? null
  const next = place?.next ?? null
  const text = useRef<HTMLDivElement>(null)
  const content = detail?.content ?? null
  const triedAt = content?.kind === 'request' ? realtimeEndpointOf(content.url) : null
  useRowKeys({ open: line, at: place === null ? null : line, previous, next, onOpen, onClose })
  useFoundMarks(
    text,
    search === '' ? null : soughtWords(search, false, null),
    detail === null ? null : `${detail.index} ${view}`,
  )
  return (
    <div data-row-panel="" tabIndex={-1} className="grid min-w-0 gap-4 outline-none">
      <header className="sticky top-0 z-10 grid gap-2 border-b border-line bg-paper pb-3 lg:in-data-[surface=raised]:bg-raised">
        <div className="flex items-center gap-1">
          <h2 className="mr-3 text-lg font-semibold tabular-nums max-lg:hidden">Line {formatCount(line)}</h2>
          <span className="grow text-sm">
            {detail?.content?.kind === 'result' ? <OutcomeMark outcome={detail.content.outcome} /> : null}
          </span>
          <RowStep
            icon={ArrowUp}
            label="Previous line"
            shortcut="k"
            end="This is the first line."
            to={previous}
            onOpen={onOpen}
          />
          <RowStep
            icon={ArrowDown}
            label="Next line"
            shortcut="j"
            end="This is the last line."
            to={next}
            onOpen={onOpen}
          />
          <span className="max-lg:hidden">
            <IconButton icon={X} label="Close the line" size="sm" onClick={onClose} />
          </span>
        </div>
        {detail === null ? null : <Head {...props} detail={detail} />}
      </header>
      {detail !== null ? (
        // Another line starts unfolded nowhere, and nothing of it has been tried.
        <div key={detail.index} className="@container">
          <div className="grid gap-x-8 gap-y-6 @min-[44rem]:grid-cols-2">
            <div ref={text} className={triedAt === null ? 'col-span-full min-w-0' : 'min-w-0'}>
              <LineContentView detail={detail} view={view} />
            </div>
            {triedAt !== null && content?.kind === 'request' ? (
              <TryRow endpoint={triedAt} line={content.source.whole} />
            ) : null}
          </div>
        </div>
      ) : place === null || place.kind === 'here' || (place.kind === 'beyond' && isReading) ? (
        <RowWaiting />
      ) : (
        <NothingThere place={place} onOpen={onOpen} />
      )}
    </div>
  )
}

const VIEWS = [
  { value: 'read', label: 'Read' },
  { value: 'raw', label: 'Raw' },
] as const

function Head({ detail, view, link, onView }: LinePanelProps & { detail: LineDetail }) {
  const { content, index, line } = detail
  const hasViews = content?.kind === 'request' || content?.kind === 'result'
  const customId = hasViews ? content.customId : ''
  const facts = [
    // Servers leave blank lines out when they count.
    index + 1 === line ? null : `number ${formatCount(index + 1)} as servers count`,
    formatBytes(detail.bytes),
    ...(content?.kind === 'request' ? [content.request.model, content.url] : []),
    ...(content?.kind === 'result' && content.usage !== null
      ? [`${formatCount(content.usage.input)} tokens in, ${formatCount(content.usage.output)} out`]
      : []),
  ]
  return (
    <>
      <p className="flex flex-wrap items-center gap-x-4 gap-y-1 text-sm text-ink-muted tabular-nums wrap-anywhere">
        {facts.map((fact) => (fact ? <span key={fact}>{fact}</span> : null))}
      </p>
      <div className="flex flex-wrap items-center justify-between gap-2">
        <span className="flex min-w-0 flex-wrap items-center gap-1">
          {customId === '' ? null : (
            <>
              <bdi className="min-w-0 font-mono text-xs wrap-anywhere">{customId}</bdi>
              <CopyButton text={customId} label="Copy id" />
            </>
          )}
          {link === null ? null : <CopyButton text={link} label="Copy link" />}
        </span>
        {hasViews ? (
          <SegmentedControl label="View" labelHidden value={view} options={VIEWS} onValueChange={onView} />
        ) : null}
      </div>
    </>
  )
}

interface NothingThereProps {
  place: Exclude<LinePlace, { kind: 'here' }>
  onOpen: (line: number) => void
}

function NothingThere({ place, onOpen }: NothingThereProps) {
  const nearest = place.next ?? place.previous
  return (
    <div role="status" className="grid justify-items-start gap-3">
      <p>
        {place.kind === 'blank'
          ? 'This line is blank. Servers leave it out.'
          : place.previous === null
            ? 'This file has no lines.'
            : `The last line of this file is line ${formatCount(place.previous)}.`}
      </p>
      {nearest === null ? null : (
        <Button
          size="sm"
          onClick={(event) => {
            // This button goes with its message: the focus stays in the panel.
            event.currentTarget.closest<HTMLElement>('[data-row-panel]')?.focus({ preventScroll: true })
            onOpen(nearest)
          }}
        >
          Open line {formatCount(nearest)}
        </Button>
      )}
    </div>
  )
}
