import { Boxes, ChartColumn, FileText, Layers, Plus, Search, SlidersHorizontal } from 'lucide-react'
import type { LucideIcon } from 'lucide-react'
import { Link, useLocation } from 'react-router'
import { paths } from '~/lib/paths'
import { IconButton, buttonClass } from '~/ui/button'
import { classNames } from '~/ui/class-names'
import type { ConnectionHealth } from './connection-health'
import { ConnectionState } from './connection-state'
import { CONTROL_KEY } from './control-key'
import { Mark } from './mark'

interface Place {
  to: string
  label: string
  icon: LucideIcon
  /** Stands under the place before it. */
  nested?: boolean
  /** Where pages of this place have addresses that are not below its own. */
  also?: readonly string[]
}

const PLACES: readonly Place[] = [
  { to: paths.batches(), label: 'Batches', icon: Layers, also: ['/jobs', '/compare'] },
  { to: paths.files(), label: 'Files', icon: FileText, nested: true },
  { to: paths.models(), label: 'Models', icon: Boxes },
  { to: paths.usage(), label: 'Usage', icon: ChartColumn },
  { to: paths.settings(), label: 'Settings', icon: SlidersHorizontal },
]

interface NavigationProps {
  health: ConnectionHealth
  onOpenPalette: () => void
}

/** The navigation of wide screens. */
export function Sidebar({ health, onOpenPalette, onOpenKeys }: NavigationProps & { onOpenKeys: () => void }) {
  const { pathname } = useLocation()
  return (
    <header className="rule-double-r sticky top-0 hidden h-dvh flex-col overflow-y-auto px-4 py-6 lg:flex">
      <Brand />
      <div className="mt-7 grid gap-2">
        <Link to={paths.newBatch()} className={buttonClass({ variant: 'primary' })}>
          <Plus aria-hidden className="size-4" strokeWidth={2} />
          New batch
        </Link>
        <button
          type="button"
          onClick={onOpenPalette}
          aria-keyshortcuts="Control+K Meta+K"
          className="flex h-9 items-center gap-2 rounded-md border border-line px-3 text-ink-muted hover:border-line-strong hover:text-ink"
        >
          <Search aria-hidden className="size-4" strokeWidth={1.75} />
          Search
          <kbd aria-hidden className="ml-auto font-mono text-xs">
            {CONTROL_KEY} K
          </kbd>
        </button>
      </div>
      <nav aria-label="Main" className="mt-6">
        <ul className="grid gap-0.5">
          {PLACES.map((place) => (
            <li key={place.to} className={place.nested ? 'ml-5 border-l border-line pl-2' : undefined}>
              <Link
                to={place.to}
                aria-current={isAt(place, pathname) ? 'page' : undefined}
                className={sidebarLinkClass(isAt(place, pathname))}
              >
                <place.icon aria-hidden className="size-4 shrink-0" strokeWidth={1.75} />
                {place.label}
              </Link>
            </li>
          ))}
        </ul>
      </nav>
      <div className="mt-auto grid gap-1 pt-8">
        <button
          type="button"
          onClick={onOpenKeys}
          className="flex items-center justify-between rounded-md px-3 py-1.5 text-left text-sm text-ink-muted hover:bg-sunken hover:text-ink"
        >
          Keyboard shortcuts
          <kbd className="font-mono text-xs">?</kbd>
        </button>
        <div className="border-t border-line pt-2">
          <ConnectionState health={health} />
        </div>
      </div>
    </header>
  )
}

/** The head of phones and tablets. */
export function TopBar({ health, onOpenPalette }: NavigationProps) {
  return (
    <header className="sticky top-0 z-30 flex h-14 items-center justify-between gap-2 border-b border-line bg-paper px-4 sm:px-8 lg:hidden">
      <Brand />
      <div className="flex min-w-0 items-center">
        <ConnectionState health={health} compact />
        <IconButton icon={Search} label="Search and commands" onClick={onOpenPalette} />
      </div>
    </header>
  )
}

/** The navigation of phones and tablets, within reach of the thumb. */
export function BottomBar() {
  const { pathname } = useLocation()
  // A place of its own here, although its address is below that of the list.
  const isNew = pathname === paths.newBatch()
  return (
    <nav
      aria-label="Main"
      className="fixed inset-x-0 bottom-0 z-30 border-t border-line-strong bg-paper pb-[env(safe-area-inset-bottom)] lg:hidden"
    >
      <ul className="mx-auto grid max-w-lg grid-cols-6">
        {PLACES.map((place) => (
          <li key={place.to}>
            <Link
              to={place.to}
              aria-current={isAt(place, pathname) && !isNew ? 'page' : undefined}
              className={bottomLinkClass(isAt(place, pathname) && !isNew)}
            >
              <place.icon aria-hidden className="size-5" strokeWidth={1.75} />
              {place.label}
            </Link>
          </li>
        ))}
        <li>
          <Link
            to={paths.newBatch()}
            aria-current={isNew ? 'page' : undefined}
            className={bottomLinkClass(isNew)}
          >
            <Plus aria-hidden className="size-5" strokeWidth={1.75} />
            New<span className="sr-only"> batch</span>
          </Link>
        </li>
      </ul>
    </nav>
  )
}

/** Whether a page belongs to a place: jobs and comparisons are of batches. */
function isAt({ to, also = [] }: Place, pathname: string): boolean {
  return [to, ...also].some((path) => pathname === path || pathname.startsWith(`${path}/`))
}

function Brand() {
  return (
    <Link
      to={paths.batches()}
      className="flex items-center gap-2.5 rounded-sm text-lg font-semibold tracking-tight whitespace-nowrap text-ink no-underline"
    >
      <Mark className="size-6" />
      Batch Console
    </Link>
  )
}

function sidebarLinkClass(active: boolean): string {
  return classNames(
    'relative flex h-9 items-center gap-2.5 rounded-md px-3 no-underline hover:bg-sunken',
    active
      ? 'font-semibold text-accent before:absolute before:inset-y-2 before:left-0 before:w-0.5 before:bg-accent'
      : 'text-ink-muted hover:text-ink',
  )
}

function bottomLinkClass(active: boolean): string {
  return classNames(
    'flex h-14 flex-col items-center justify-center gap-0.5 text-xs no-underline focus-visible:-outline-offset-4',
    active ? 'font-semibold text-accent' : 'text-ink-muted',
  )
}
