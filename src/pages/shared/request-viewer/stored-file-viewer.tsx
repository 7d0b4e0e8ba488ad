import { useMemo } from 'react'
import { Link } from 'react-router'
import { useConnection } from '~/api/connection-store'
import type { StoredFile } from '~/contract/file'
import { urlQuery, useUrlState } from '~/lib/url-state'
import { openStoredLines } from '~/workers/lines/client'
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
