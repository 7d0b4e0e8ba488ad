import { LoaderCircle } from 'lucide-react'
import type { LucideIcon } from 'lucide-react'
import { useId } from 'react'
import type { ComponentProps, MouseEvent, ReactNode } from 'react'
import { classNames } from './class-names.ts'
import { Tooltip } from './tooltip.tsx'

export type ButtonVariant = 'primary' | 'secondary' | 'quiet' | 'danger'
export type ButtonSize = 'md' | 'sm'

const VARIANTS = {
  primary:
    'border-transparent aria-disabled:border-line bg-accent-solid text-on-solid not-aria-disabled:hover:bg-accent-solid-hover',
  secondary:
    'border-line-strong/60 aria-disabled:border-line bg-raised text-ink not-aria-disabled:hover:border-line-strong not-aria-disabled:hover:bg-sunken',
  quiet:
    'border-transparent text-ink-muted not-aria-disabled:hover:bg-sunken not-aria-disabled:hover:text-ink',
  danger:
    'border-transparent aria-disabled:border-line bg-danger-solid text-on-solid not-aria-disabled:hover:bg-danger-solid-hover',
} satisfies Record<ButtonVariant, string>

const SIZES = {
  md: 'h-9 gap-2 px-3.5 text-base pointer-coarse:h-11',
  sm: 'h-7 gap-1.5 px-2.5 text-sm pointer-coarse:h-10',
} satisfies Record<ButtonSize, string>

const ICON_SIZES = {
  md: 'size-9 pointer-coarse:size-11',
  sm: 'size-7 pointer-coarse:size-10',
} satisfies Record<ButtonSize, string>

const BASE =
  'inline-flex shrink-0 items-center justify-center rounded-md border font-medium whitespace-nowrap no-underline select-none transition-colors duration-100 aria-disabled:cursor-not-allowed aria-disabled:bg-transparent aria-disabled:text-ink-muted'

interface ButtonLook {
  variant?: ButtonVariant | undefined
  size?: ButtonSize | undefined
}

/** The look of a button, for links that act like one. */
export function buttonClass({ variant = 'secondary', size = 'md' }: ButtonLook = {}): string {
  return classNames(BASE, VARIANTS[variant], SIZES[size])
}

interface PressProps extends ButtonLook {
  /** Something is under way: the button keeps its place and focus but does nothing. */
  busy?: boolean | undefined
  /** Why the button does nothing now. It stays focusable and shows the reason on hover and focus. */
  disabledReason?: string | undefined
}

type NativeButtonProps = Omit<ComponentProps<'button'>, 'disabled'>

export interface ButtonProps extends NativeButtonProps, PressProps {
  icon?: LucideIcon | undefined
}

/**
 * A button. `primary` is the one main action of a view; `danger` confirms something that cannot be undone
 * and belongs into a dialog, the button that opens the dialog is `secondary` or `quiet`.
 */
export function Button({ variant, size = 'md', icon, children, className, ...press }: ButtonProps) {
  return (
    <Press {...press} className={classNames(buttonClass({ variant, size }), className)}>
      <Glyph icon={icon} busy={press.busy} size={size} />
      {children}
    </Press>
  )
}

export interface IconButtonProps extends NativeButtonProps, PressProps {
  icon: LucideIcon
  /** The button's name, shown as a tooltip. */
  label: string
}

/** A square button with an icon only; its name appears on hover and focus. */
export function IconButton({
  icon,
  label,
  variant = 'quiet',
  size = 'md',
  className,
  ...press
}: IconButtonProps) {
  const button = (
    <Press
      {...press}
      aria-label={label}
      className={classNames(BASE, VARIANTS[variant], ICON_SIZES[size], className)}
    >
      <Glyph icon={icon} busy={press.busy} size={size} />
    </Press>
  )
  return press.disabledReason ? button : <Tooltip text={label}>{button}</Tooltip>
}

function Press({
  busy = false,
  disabledReason,
  onClick,
  type = 'button',
  ...props
}: NativeButtonProps & Pick<PressProps, 'busy' | 'disabledReason'>) {
  const reasonId = useId()
  const inert = busy || disabledReason !== undefined

  function press(event: MouseEvent<HTMLButtonElement>) {
    if (inert) {
      event.preventDefault()
      return
    }
    onClick?.(event)
  }

  const button = (
    <button
      {...props}
      // oxlint-disable-next-line react/button-has-type -- the caller's choice, `button` unless told
      type={type}
      onClick={press}
      aria-disabled={inert || undefined}
      aria-busy={busy || undefined}
      aria-describedby={disabledReason === undefined ? props['aria-describedby'] : reasonId}
    />
  )
  if (disabledReason === undefined) return button
  return (
    <Tooltip id={reasonId} text={disabledReason}>
      {button}
    </Tooltip>
  )
}

function Glyph({
  icon,
  busy,
  size,
}: {
  icon: LucideIcon | undefined
  busy: boolean | undefined
  size: ButtonSize
}): ReactNode {
  const Icon = busy ? LoaderCircle : icon
  if (!Icon) return null
  return (
    <Icon
      aria-hidden
      className={classNames('shrink-0', size === 'md' ? 'size-4' : 'size-3.5', busy && 'animate-spin')}
      strokeWidth={1.75}
    />
  )
}
