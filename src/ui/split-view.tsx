import { X } from 'lucide-react'
import type { ReactNode } from 'react'
import { IconButton } from './button.tsx'
import { classNames } from './class-names.ts'
import { useMediaQuery } from './use-media-query.ts'
import { useModalDialog } from './use-modal-dialog.ts'

interface SplitViewProps {
  list: ReactNode
  /** What is open, or `null`. */
  detail: ReactNode | null
  /** Names what is open, for example "Row 12". */
  detailLabel: string
  onCloseDetail: () => void
  /**
   * `fills`: both take the height that the view is given, each scrolls by itself, and the list is narrow beside what is
   * open of it. The view then stands in a flex column.
   */
  layout?: 'flows' | 'fills'
  /** Pixels of the list beside what is open, as far as both have room; `null` for the usual width. */
  listWidth?: number | null
  /** Changes that width: it stands at the right edge of the list. */
  divider?: ReactNode
}

const LAYOUTS = {
  flows: { view: '', open: 'grid grid-cols-[minmax(0,5fr)_minmax(0,6fr)]', list: '', detail: '' },
  fills: {
    view: 'lg:grid lg:min-h-0 lg:grow lg:basis-0 lg:grid-rows-[minmax(0,1fr)]',
    open: 'lg:grid-cols-[minmax(21rem,2fr)_minmax(0,5fr)]',
    list: 'lg:flex lg:min-h-0 lg:flex-col',
    // Room for the focus at the edge of what scrolls.
    detail: 'lg:min-h-0 lg:overflow-y-auto lg:pr-1',
  },
}

/** A list at the left and what is open of it at the right; on phones what is open is a sheet over the list. */
export function SplitView({
  list,
  detail,
  detailLabel,
  onCloseDetail,
  layout = 'flows',
  listWidth = null,
  divider,
}: SplitViewProps) {
  const look = LAYOUTS[layout]
  const wide = useMediaQuery('(min-width: 64rem)')
  const open = detail !== null
  const isSplit = wide && open
  return (
    <div
      style={
        isSplit && listWidth !== null
          ? { gridTemplateColumns: `minmax(0, ${listWidth}px) minmax(28rem, 1fr)` }
          : undefined
      }
      className={classNames('min-w-0', look.view, isSplit && look.open)}
    >
      <div className={classNames('relative min-w-0', look.list, isSplit && 'pr-6')}>
        {list}
        {isSplit ? divider : null}
      </div>
      {wide ? (
        open && (
          <section
            aria-label={detailLabel}
            className={classNames('min-w-0 border-l border-line pl-6', look.detail)}
          >
            {detail}
          </section>
        )
      ) : (
        <Sheet open={open} label={detailLabel} onClose={onCloseDetail}>
          {detail}
        </Sheet>
      )}
    </div>
  )
}

function Sheet({
  open,
  label,
  onClose,
  children,
}: {
  open: boolean
  label: string
  onClose: () => void
  children: ReactNode
}) {
  const dialog = useModalDialog(open)
  return (
    <dialog
      ref={dialog}
      aria-label={label}
      onCancel={(event) => {
        if (event.target !== event.currentTarget) return
        event.preventDefault()
        onClose()
      }}
      className="m-0 ml-auto h-dvh max-h-none w-full max-w-2xl flex-col bg-paper text-ink open:flex sm:border-l sm:border-line"
    >
      {open ? (
        <>
          <header className="flex shrink-0 items-center justify-between gap-4 border-b border-line py-2 pr-2 pl-4">
            <h2 tabIndex={-1} className="min-w-0 truncate font-semibold">
              {label}
            </h2>
            <IconButton icon={X} label="Close" onClick={onClose} />
          </header>
          <div className="min-h-0 grow overflow-y-auto p-4 pb-[max(1rem,env(safe-area-inset-bottom))]">
            {children}
          </div>
        </>
      ) : null}
    </dialog>
  )
}
