import { type KeyboardEvent, type PointerEvent, useRef } from 'react'
import { classNames } from './class-names.ts'

interface ColumnEdgeProps {
  /** For example "Width of Cost". */
  label: string
  /** Pixels, `null` where the column has its usual width. */
  width: number | null
  /** Pixels a column has at least as long as nobody sizes it. */
  usualWidth: number
  narrowest: number
  widest: number
  /** The last edge must not make the row wider; between two panes a line is drawn already. */
  place: 'between' | 'last' | 'panes'
  /** False where the heading beside it takes keys that size the column. */
  isTabStop: boolean
  /** `null` for the usual width again; `isDone` is false while it is being dragged. */
  onSize: (width: number | null, isDone: boolean) => void
}

const STEP = 16

const PLACES = {
  between: '-right-3.5 w-3 before:inset-y-2 pointer-coarse:-right-5',
  last: '-right-2 w-2 before:inset-y-2 pointer-coarse:right-0',
  panes: '-right-1.5 w-3 before:inset-y-0 pointer-coarse:-right-3',
}

/**
 * The edge of a column, in its heading, or of a pane: dragged, or moved with the left and right arrow keys; a double click or Enter
 * gives the column its usual width again. A window splitter of the ARIA Authoring Practices.
 */
export function ColumnEdge({
  label,
  width,
  usualWidth,
  place,
  isTabStop,
  onSize,
  ...bounds
}: ColumnEdgeProps) {
  const { narrowest, widest } = bounds

  const grip = useRef<{ from: number; before: number; width: number | null } | null>(null)
  const within = (pixels: number) => Math.min(widest, Math.max(narrowest, pixels))

  function press(event: KeyboardEvent<HTMLElement>) {
    // What is drawn may be less, where there is no room for more.
    const drawn = drawnWidth(event.currentTarget)
    const target = widthAfter(event, Math.min(width ?? drawn, drawn), narrowest, widest)
    if (target === undefined) return
    event.preventDefault()
    // The list around it has uses of its own for these keys.
    event.stopPropagation()
    onSize(target === null ? null : within(target), true)
  }

  function grab(event: PointerEvent<HTMLElement>) {
    if (event.button !== 0) return
    event.preventDefault()
    const edge = event.currentTarget
    edge.setPointerCapture(event.pointerId)
    grip.current = { from: event.clientX, before: drawnWidth(edge), width: null }
  }

  function drag(event: PointerEvent<HTMLElement>) {
    const { current } = grip
    if (current === null) return
    current.width = within(current.before + event.clientX - current.from)
    onSize(current.width, false)
  }

  function release() {
    const dragged = grip.current?.width ?? null
    grip.current = null
    if (dragged !== null) onSize(dragged, true)
  }

  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- a separator that can be focused is a control
    <span
      role="separator"
      aria-orientation="vertical"
      aria-label={label}
      aria-valuemin={narrowest}
      aria-valuemax={widest}
      aria-valuenow={Math.round(width ?? usualWidth)}
      aria-valuetext={width === null ? 'Usual width' : `${Math.round(width)} pixels`}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- as above
      tabIndex={isTabStop ? 0 : -1}
      onKeyDown={press}
      onPointerDown={grab}
      onPointerMove={drag}
      onLostPointerCapture={release}
      onDoubleClick={() => onSize(null, true)}
      className={classNames(
        'absolute inset-y-0 z-10 cursor-col-resize touch-none rounded-sm before:absolute before:left-1/2 before:w-px before:bg-line hover:before:w-0.5 hover:before:bg-accent focus-visible:-outline-offset-1 focus-visible:before:bg-accent pointer-coarse:w-6',
        PLACES[place],
      )}
    />
  )
}

/** Width of the heading or pane that an edge belongs to. */
function drawnWidth(edge: HTMLElement): number {
  return edge.parentElement?.getBoundingClientRect().width ?? 0
}

/** The width a key leads to: `null` for the usual one, `undefined` for keys that are not about it. */
function widthAfter(
  { key, shiftKey }: KeyboardEvent,
  width: number,
  narrowest: number,
  widest: number,
): number | null | undefined {
  const step = shiftKey ? STEP * 5 : STEP
  switch (key) {
    case 'ArrowLeft':
      return width - step
    case 'ArrowRight':
      return width + step
    case 'Home':
      return narrowest
    case 'End':
      return widest
    case 'Enter':
      return null
    default:
      return undefined
  }
}
