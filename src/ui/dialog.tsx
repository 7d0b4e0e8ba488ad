import { X } from 'lucide-react'
import { useId } from 'react'
import type { ReactNode } from 'react'
import { IconButton } from './button.tsx'
import { classNames } from './class-names.ts'
import { useModalDialog } from './use-modal-dialog.ts'

const SIZES = {
  sm: 'sm:max-w-md',
  md: 'sm:max-w-xl',
  lg: 'sm:max-w-4xl',
  /** Most of the screen, for what is a page of its own elsewhere. */
  full: 'h-full sm:max-w-[96rem] sm:w-[calc(100%-4rem)]',
}

interface DialogProps {
  open: boolean
  /** Escape, the close button, or the browser's own way to close. */
  onClose: () => void
  title: ReactNode
  children: ReactNode
  /** Buttons, the safe one first. */
  footer?: ReactNode
  /** Stays open whatever the person does: an outcome is awaited. */
  held?: boolean | undefined
  size?: keyof typeof SIZES | undefined
}

/**
 * A modal dialog; on phones a sheet at the bottom. The content exists only while it is open. The focus goes to
 * the title, so that it is read first and Enter does nothing by accident.
 */
export function Dialog({ open, onClose, title, children, footer, held = false, size = 'md' }: DialogProps) {
  const dialog = useModalDialog(open)
  const titleId = useId()
  return (
    <dialog
      ref={dialog}
      aria-labelledby={titleId}
      onCancel={(event) => {
        if (event.target !== event.currentTarget) return
        event.preventDefault()
        onClose()
      }}
      onClose={(event) => {
        if (!open || event.target !== event.currentTarget || event.currentTarget.open) return
        // Browsers let nobody keep a dialog open against a second Escape.
        if (held) event.currentTarget.showModal()
        else onClose()
      }}
      className={classNames(
        'm-auto max-h-[calc(100dvh-4rem)] w-full max-w-full flex-col overflow-hidden rounded-lg border border-line bg-raised text-ink shadow-float open:flex max-sm:mb-0 max-sm:rounded-b-none',
        'transition-[opacity,translate] duration-150 ease-settle starting:open:translate-y-2 starting:open:opacity-0',
        SIZES[size],
      )}
    >
      {open ? (
        <>
          <header className="rule-double-b shrink-0 py-4 pr-14 pl-5">
            <h2 id={titleId} tabIndex={-1} className="text-lg font-semibold wrap-anywhere">
              {title}
            </h2>
          </header>
          <div className="min-h-0 grow overflow-y-auto px-5 py-4">{children}</div>
          {footer ? (
            <footer className="flex shrink-0 flex-wrap justify-end gap-2 border-t border-line px-5 py-3 pb-[max(0.75rem,env(safe-area-inset-bottom))]">
              {footer}
            </footer>
          ) : null}
          <IconButton icon={X} label="Close" onClick={onClose} className="absolute top-2.5 right-3" />
        </>
      ) : null}
    </dialog>
  )
}
