import { useSyncExternalStore } from 'react'
import { formatCount } from '~/lib/format'
import { SkeletonRows } from '~/ui/skeleton'
import { SplitView } from '~/ui/split-view'
import { useMediaQuery } from '~/ui/use-media-query'
import type { LinesStatus } from '~/workers/lines/messages'
import type { LinesSession } from '~/workers/lines/session'
import { DeathNotice } from '../rows/death-notice'
import { useAsked } from '../rows/use-asked'
import { type FileHolds, LineList, type RenderOpener } from './line-list'
import { LinePanel } from './line-panel'
import { ReadingStatus } from './reading-status'
import { useLineSearch } from './use-line-search'
import { GoTo, SearchBar } from './viewer-bar'
import { type ChangeViewer, openLineOf, type ViewerState } from './viewer-state'

interface RequestViewerProps {
  session: LinesSession
  holds: FileHolds
  state: ViewerState
  onChange: ChangeViewer
  renderOpener: RenderOpener
  /** Height of the list and of the open line, which scroll by themselves. */
  paneClass: string
  /** The viewer is the page's own: its search has the page's key, its lines have addresses. */
  isPage: boolean
}

/** Every line of a file of any size: a list, and at its right the open line, rendered or raw. */
export function RequestViewer(props: RequestViewerProps) {
  const { session } = props
  const lines = useSyncExternalStore(session.subscribe, session.state)
  switch (lines.kind) {
    case 'opening':
      return <SkeletonRows rows={8} label="Opening the file" />
    case 'died':
      return (
        <DeathNotice
          death={lines}
          what="Reading the file"
          kept="The file itself is untouched."
          onAgain={() => session.restart()}
        />
      )
    case 'open':
      return <OpenViewer {...props} status={lines.status} />
  }
}

function OpenViewer({
  session,
  status,
  holds,
  state,
  onChange,
  renderOpener,
  paneClass,
  isPage,
}: RequestViewerProps & { status: LinesStatus }) {
  const isWide = useMediaQuery('(min-width: 64rem)')
  const line = openLineOf(state)
  const found = useLineSearch(session, state.search)
  const place = useAsked(line === null ? null : JSON.stringify([line, status.lines]), (signal) =>
    session.place(line ?? 0, signal),
  )
  const isPlaced = place !== null && place.line === line
  const index = isPlaced && place.kind === 'here' ? place.index : null
  const detail = useAsked(index === null ? null : String(index), (signal) => session.line(index ?? 0, signal))
  const isReading = status.phase.kind === 'reading' || status.phase.kind === 'retrying'
  const open = (next: number) => onChange({ line: String(next) }, { replace: line !== null })

  return (
    <section aria-label="Lines" className="grid min-w-0 gap-3">
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
        <SearchBar
          search={state.search}
          found={found}
          bytesTotal={status.bytesTotal}
          openLine={line}
          hasShortcut={isPage}
          onSearch={(search) => onChange({ search }, { replace: true })}
          onOpen={open}
        />
        <GoTo session={session} onOpen={open} />
      </div>
      <ReadingStatus session={session} status={status} holds={holds} />
      <SplitView
        detailLabel={`Line ${formatCount(line ?? 0)}`}
        onCloseDetail={() => onChange({ line: '' })}
        list={
          status.lines === 0 ? (
            <p className="border-y border-line py-8 text-ink-muted">{emptyWords(status, isReading)}</p>
          ) : (
            <LineList
              session={session}
              holds={holds}
              lineCount={status.lines}
              openIndex={index}
              hasOpen={line !== null}
              hits={state.search === '' ? NO_HITS : found.hits}
              isCompact={!isWide || line !== null}
              renderOpener={renderOpener}
              className={paneClass}
            />
          )
        }
        detail={
          line === null ? null : (
            <div className={isWide ? `${paneClass} overflow-y-auto` : undefined}>
              <LinePanel
                line={line}
                place={isPlaced ? place : null}
                detail={index !== null && detail?.index === index ? detail : null}
                isReading={isReading}
                search={state.search}
                view={state.view}
                link={isPage ? window.location.href : null}
                onOpen={(next) => onChange({ line: String(next) }, { replace: true })}
                onView={(view) => onChange({ view }, { replace: true })}
                onClose={() => onChange({ line: '' })}
              />
            </div>
          )
        }
      />
    </section>
  )
}

const NO_HITS: readonly number[] = []

/** Why the list has no lines. */
function emptyWords({ phase, bytesRead }: LinesStatus, isReading: boolean): string {
  if (isReading) return 'The first lines are being read.'
  if (phase.kind === 'failed') return 'No line has been read.'
  return bytesRead === 0 ? 'This file is empty.' : 'This file holds nothing but blank lines.'
}
