import { classNames } from './class-names.ts'
import { progressSegments } from './progress-segments.ts'

interface ProgressBarProps {
  /** Rows; 0 while not known. */
  total: number
  completed: number
  failed: number
  /** The progress in words, for example "248 of 250 completed, 2 failed". */
  label: string
  /** Still running: the end of the finished part breathes. */
  active?: boolean | undefined
  size?: 'sm' | 'lg' | undefined
}

/**
 * Completed and failed rows of a batch as one bar. Each part that has a single row is at least 3 px wide, so
 * one failure in 50,000 shows and the bar never looks full while a row is missing.
 */
export function ProgressBar({
  total,
  completed,
  failed,
  label,
  active = false,
  size = 'sm',
}: ProgressBarProps) {
  const parts = progressSegments({ total, completed, failed })
  const known = parts.completed + parts.failed + parts.remaining
  return (
    <div
      role="progressbar"
      aria-label="Progress"
      aria-valuemin={0}
      aria-valuemax={Math.max(known, 1)}
      aria-valuenow={parts.completed + parts.failed}
      aria-valuetext={label}
      className={classNames(
        'flex w-full gap-px overflow-hidden rounded-full bg-sunken ring-1 ring-line ring-inset forced-colors:border',
        size === 'sm' ? 'h-2' : 'h-3.5',
      )}
    >
      <Segment rows={parts.completed} className="fill-accent relative overflow-hidden">
        {active ? (
          <span aria-hidden className="absolute inset-y-0 right-0 w-1 animate-breathe bg-on-solid/80" />
        ) : null}
      </Segment>
      <Segment rows={parts.failed} className="hatch-danger" />
      <Segment rows={parts.remaining} className="" />
    </div>
  )
}

function Segment({
  rows,
  className,
  children,
}: {
  rows: number
  className: string
  children?: React.ReactNode
}) {
  if (rows === 0) return null
  return (
    <div
      className={classNames('min-w-[3px] basis-0 transition-[flex-grow] duration-500 ease-settle', className)}
      style={{ flexGrow: rows }}
    >
      {children}
    </div>
  )
}
