import { CircleAlert, Info, type LucideIcon, TriangleAlert } from 'lucide-react'
import { type ReactNode, useId, useState } from 'react'
import { Button } from './button.tsx'
import { classNames } from './class-names.ts'

const LOOKS = {
  info: { icon: Info, edge: 'border-accent', text: 'text-accent' },
  warning: { icon: TriangleAlert, edge: 'border-warning', text: 'text-warning' },
  danger: { icon: CircleAlert, edge: 'border-danger', text: 'text-danger' },
} satisfies Record<string, { icon: LucideIcon; edge: string; text: string }>

interface SlimLineProps {
  tone: keyof typeof LOOKS
  /** What is so, in a few words: one line that is cut where there is no room. */
  title: ReactNode
  /** The one thing to do about it. */
  action: ReactNode
  /** All the rest, folded. */
  children: ReactNode
}

/**
 * A message over the upper edge of the page, for what comes and goes by itself while somebody reads: it takes no place,
 * so nothing moves. What a person must do something about is a `Notice` in its place.
 */
export function SlimLine({ tone, title, action, children }: SlimLineProps) {
  const id = useId()
  const [isOpen, setOpen] = useState(false)
  const { icon: Icon, edge, text } = LOOKS[tone]
  return (
    <div
      role="status"
      className={classNames(
        'fixed inset-x-0 top-14 z-20 border-b bg-sunken px-4 text-sm sm:px-8 lg:top-0 lg:left-[13rem] xl:left-[15rem] xl:px-10',
        edge,
      )}
    >
      <div className="flex min-h-8 items-center gap-2">
        <Icon aria-hidden className={classNames('size-4 shrink-0', text)} strokeWidth={2} />
        <p className="min-w-0 truncate">{title}</p>
        <span className="ml-auto flex shrink-0 items-center gap-1">
          <Button
            size="sm"
            variant="quiet"
            aria-expanded={isOpen}
            aria-controls={id}
            onClick={() => setOpen(!isOpen)}
          >
            Details
          </Button>
          {action}
        </span>
      </div>
      <div id={id} hidden={!isOpen}>
        <div className="max-h-[60dvh] max-w-prose space-y-2 overflow-y-auto pt-1 pb-4 pl-6 text-ink-muted wrap-anywhere">
          {children}
        </div>
      </div>
    </div>
  )
}
