import { useMemo, useState } from 'react'
import * as z from 'zod/mini'
import { openLocalLines } from '~/workers/lines/client'
import { OPENER_CLASS } from './opener'
import { RequestViewer } from './request-viewer'
import { ViewerState } from './viewer-state'

/** List and line fill the dialog, and scroll by themselves. */
const PANE = 'h-[max(16rem,calc(100dvh-19rem))] overflow-y-auto sm:h-[max(16rem,calc(100dvh-18rem))]'

/** The lines of a file of this computer. @param line the one to open first, `null` for none */
export function LocalFileViewer({ file, line }: { file: File; line: number | null }) {
  const session = useMemo(() => openLocalLines(file), [file])
  const [state, setState] = useState<ViewerState>(() => ({
    ...z.parse(ViewerState, {}),
    line: line === null ? '' : String(line),
  }))
  return (
    <RequestViewer
      session={session}
      holds="requests"
      state={state}
      onChange={(changes) => setState((current) => ({ ...current, ...changes }))}
      paneClass={PANE}
      isPage={false}
      renderOpener={(opened, { tabIndex, label }) => (
        <button
          type="button"
          tabIndex={tabIndex}
          data-row-link=""
          aria-label={label}
          onClick={() => setState((current) => ({ ...current, line: String(opened) }))}
          className={OPENER_CLASS}
        >
          {label.replace('Line ', '')}
        </button>
      )}
    />
  )
}
