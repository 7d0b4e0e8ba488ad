import { type ComponentProps, type ReactNode, useEffect, useRef } from 'react'

interface TickBoxProps extends Omit<ComponentProps<'input'>, 'type' | 'ref' | 'className'> {
  /** Some, not all, of what it stands for is ticked. */
  isPartial: boolean
  /** Its words; without them it needs an `aria-label`. */
  children?: ReactNode
}

/** A checkbox that stands for several things: ticked, half ticked, or not. */
export function TickBox({ isPartial, children, ...props }: TickBoxProps) {
  const box = useRef<HTMLInputElement>(null)
  useEffect(() => {
    // Half a tick exists only as a state of the DOM element.
    if (box.current) box.current.indeterminate = isPartial
  }, [isPartial])
  return (
    <label className="flex items-center gap-3 font-medium">
      <input
        {...props}
        ref={box}
        type="checkbox"
        className="size-4 shrink-0 accent-accent-solid pointer-coarse:size-5"
      />
      {children}
    </label>
  )
}
