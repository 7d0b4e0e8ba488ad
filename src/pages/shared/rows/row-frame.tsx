import type { ArrowUp } from 'lucide-react'
import type { ReactNode } from 'react'
import { IconButton } from '~/ui/button'
import { Skeleton } from '~/ui/skeleton'
import { useMediaQuery } from '~/ui/use-media-query'

interface RowStepProps {
  icon: typeof ArrowUp
  label: string
  /** The key that does the same, told where there likely are keys. */
  shortcut: string
  /** What to say where there is no further row. */
  end: string
  to: number | null | undefined
  onOpen: (row: number) => void
}

/** The button to the row before or after the open one. */
export function RowStep({ icon, label, shortcut, end, to, onOpen }: RowStepProps) {
  const isTouched = useMediaQuery('(pointer: coarse)')
  return (
    <IconButton
      icon={icon}
      label={isTouched ? label : `${label} (${shortcut})`}
      size="sm"
      disabledReason={to == null ? end : undefined}
      onClick={() => to != null && onOpen(to)}
    />
  )
}

interface RowHalfProps {
  title: string
  /** What a search that finds something here has looked in. */
  searched?: 'request' | 'answer'
  children: ReactNode
}

/** The request or the result of a row, under its heading. */
export function RowHalf({ title, searched, children }: RowHalfProps) {
  return (
    <section aria-label={title} data-searched={searched} className="grid min-w-0 content-start gap-3">
      <h3 tabIndex={-1} className="border-b border-line pb-1 text-sm font-semibold">
        {title}
      </h3>
      {children}
    </section>
  )
}

/** Holds the place of a row that is being read. */
export function RowWaiting() {
  return (
    <div role="status" aria-label="Reading the row" className="grid gap-3">
      <Skeleton className="h-3.5 w-3/5" />
      <Skeleton className="h-3.5 w-2/5" />
      <Skeleton className="h-3.5 w-1/2" />
    </div>
  )
}
