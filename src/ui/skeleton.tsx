import { classNames } from './class-names.ts'

interface SkeletonProps {
  className?: string | undefined
  /** For what comes and goes as a list is scrolled: many moving parts would hold up the scrolling. */
  isStill?: boolean
}

/** Holds the place of something that is being read. Give it the size of what will stand there. */
export function Skeleton({ className, isStill = false }: SkeletonProps) {
  return (
    <span
      aria-hidden
      className={classNames('block rounded-sm bg-line', !isStill && 'animate-breathe', className)}
    />
  )
}

const WIDTHS = ['w-3/5', 'w-2/5', 'w-1/2', 'w-1/3']

/** Holds the place of a list. `label` says what is being read, for example "Reading batches". */
export function SkeletonRows({ rows, label }: { rows: number; label: string }) {
  return (
    <div role="status" aria-label={label} className="border-t border-line-strong">
      {Array.from({ length: rows }, (_, row) => (
        <div key={row} className="flex h-14 items-center gap-8 border-b border-line">
          <Skeleton className={classNames('h-3.5', WIDTHS[row % WIDTHS.length])} />
          <Skeleton className="ml-auto h-3.5 w-24 shrink-0" />
        </div>
      ))}
    </div>
  )
}
