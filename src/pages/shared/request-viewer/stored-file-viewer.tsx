import { useEffect, useMemo, useSyncExternalStore } from 'react'
import { Link } from 'react-router'
import { useConnection } from '~/api/connection-store'
import { keepFileRequests, useFileRequests } from '~/api/file-requests'
import type { StoredFile } from '~/contract/file'
import { urlQuery, useUrlState } from '~/lib/url-state'
import { openStoredLines } from '~/workers/lines/client'
import type { LinesSession } from '~/workers/lines/session'
import { OPENER_CLASS } from './opener'
import { RequestViewer } from './request-viewer'
import { ViewerState } from './viewer-state'

/** List and line fill most of the screen, and scroll by themselves. */
const PANE = 'h-[max(20rem,calc(100dvh-14rem))] overflow-y-auto lg:h-[max(26rem,calc(100dvh-18rem))]'

/** The lines of a stored file on a page of their own; what is open is in the page's URL. */
export function StoredFileViewer({ file }: { file: StoredFile }) {
  const connection = useConnection()
  const [state, change] = useUrlState(ViewerState)
  const session = useMemo(() => openStoredLines(connection, file), [connection, file])
  const requests = requestsIn(useSyncExternalStore(session.subscribe, session.state))
  const counted = useFileRequests(connection)(file.id)
  const isNews = file.purpose === 'batch' && counted === undefined
  useEffect(() => {
    // Keeps in the browser's storage what reading the file has told; a check, which knows better, is not overruled.
    if (isNews && requests !== null) keepFileRequests(connection, file.id, requests)
  }, [connection, file, isNews, requests])
  return (
    <RequestViewer
      session={session}
      holds={file.purpose === 'batch' ? 'requests' : 'results'}
      state={state}
      onChange={change}
      paneClass={PANE}
      isPage
      renderOpener={(line, { tabIndex, label }) => (
        <Link
          to={{ search: urlQuery(ViewerState, { ...state, line: String(line) }) }}
          replace={state.line !== ''}
          tabIndex={tabIndex}
          data-row-link=""
          preventScrollReset
          aria-label={label}
          className={OPENER_CLASS}
        >
          {label.replace('Line ', '')}
        </Link>
      )}
    />
  )
}

/** The lines that servers count, once all of them are read; `null` before. */
function requestsIn(lines: ReturnType<LinesSession['state']>): number | null {
  if (lines.kind !== 'open') return null
  const { phase, isFull, lines: count } = lines.status
  return phase.kind === 'complete' && !isFull ? count : null
}
