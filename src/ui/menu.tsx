import { Ellipsis } from 'lucide-react'
import type { LucideIcon } from 'lucide-react'
import { useId, useRef } from 'react'
import type { KeyboardEvent } from 'react'
import { Button, IconButton } from './button.tsx'
import type { ButtonSize } from './button.tsx'
import { classNames } from './class-names.ts'
import { placePopover } from './place-near.ts'

interface MenuAction {
  label: string
  icon?: LucideIcon | undefined
  onSelect: () => void
  tone?: 'neutral' | 'danger' | undefined
  /** Why it does nothing now; it stays in reach of the arrow keys. */
  disabledReason?: string | undefined
}

interface MenuProps {
  /** The button's name, for example "More actions for Product tags". */
  label: string
  /** Words on the button, with which its name begins; left out, its icon stands alone. */
  text?: string | undefined
  icon?: LucideIcon | undefined
  items: readonly MenuAction[]
  size?: ButtonSize | undefined
}

/** Actions behind one button. Arrows, Home, End and first letters move; Escape and Tab close. */
export function Menu({ label, text, icon = Ellipsis, items, size }: MenuProps) {
  const id = useId()
  const popover = useRef<HTMLDivElement>(null)
  const button = useRef<HTMLButtonElement>(null)

  function entries(): HTMLElement[] {
    return [...(popover.current?.querySelectorAll<HTMLElement>('[role=menuitem]') ?? [])]
  }

  function select(item: MenuAction) {
    if (item.disabledReason !== undefined) return
    popover.current?.hidePopover()
    item.onSelect()
  }

  function move(event: KeyboardEvent) {
    const all = entries()
    const at = all.findIndex((entry) => entry === document.activeElement)
    const next = nextIndex(event.key, at, all)
    if (event.key === 'Tab') popover.current?.hidePopover()
    if (next === null) return
    event.preventDefault()
    event.stopPropagation()
    all[next]?.focus()
  }

  const opener = {
    ref: button,
    icon,
    size,
    'aria-haspopup': 'menu',
    'aria-controls': id,
    popoverTarget: id,
  } as const
  return (
    <>
      {text === undefined ? (
        <IconButton {...opener} label={label} />
      ) : (
        <Button {...opener} aria-label={label}>
          {text}
        </Button>
      )}
      <div
        ref={popover}
        id={id}
        popover="auto"
        role="menu"
        tabIndex={-1}
        aria-label={label}
        onKeyDown={move}
        onToggle={(event) => {
          if (event.newState !== 'open' || !button.current) return
          placePopover(event.currentTarget, button.current, 'end')
          // Whoever is quick may be at an entry already.
          if (!event.currentTarget.contains(document.activeElement)) entries()[0]?.focus()
        }}
        className="fixed inset-auto m-0 min-w-48 rounded-md border border-line bg-raised py-1 text-ink shadow-float"
      >
        {items.map((item) => (
          <button
            key={item.label}
            type="button"
            role="menuitem"
            tabIndex={-1}
            aria-disabled={item.disabledReason !== undefined || undefined}
            onClick={() => select(item)}
            className={classNames(
              'flex w-full items-start gap-2.5 px-3 py-2 text-left outline-none focus:bg-sunken aria-disabled:text-ink-muted pointer-coarse:py-3 forced-colors:focus:outline-2',
              item.tone === 'danger' && item.disabledReason === undefined && 'text-danger',
            )}
          >
            {item.icon ? (
              <item.icon aria-hidden className="mt-0.5 size-4 shrink-0" strokeWidth={1.75} />
            ) : null}
            <span>
              {item.label}
              {item.disabledReason ? (
                <span className="block max-w-56 text-xs text-ink-muted">{item.disabledReason}</span>
              ) : null}
            </span>
          </button>
        ))}
      </div>
    </>
  )
}

/** Which entry a key moves to, or `null` when the key moves nowhere. */
function nextIndex(key: string, at: number, entries: readonly HTMLElement[]): number | null {
  const count = entries.length
  switch (key) {
    case 'ArrowDown':
      return (at + 1) % count
    case 'ArrowUp':
      return (at - 1 + count) % count
    case 'Home':
      return 0
    case 'End':
      return count - 1
    default:
      return key.length === 1 && key !== ' ' ? byFirstLetter(key, at, entries) : null
  }
}

function byFirstLetter(letter: string, at: number, entries: readonly HTMLElement[]): number | null {
  for (let step = 1; step <= entries.length; step += 1) {
    const index = (at + step) % entries.length
    if (entries[index]?.textContent?.toLowerCase().startsWith(letter.toLowerCase())) return index
  }
  return null
}
