import { type ComponentType, type MouseEvent, useRef, useState } from 'react'
import { Outlet, ScrollRestoration, useNavigate } from 'react-router'
import { useConnection } from '~/api/connection-store'
import { useErrandsBegun } from '~/api/errands'
import { refresh } from '~/api/query-client'
import { paths } from '~/lib/paths'
import { useSettings } from '~/lib/settings'
import { loadCode, MissingCode, reasonOf } from '~/lib/missing-code'
import { Announcer } from '~/ui/announcer'
import { Dialog } from '~/ui/dialog'
import { Notice } from '~/ui/notice'
import { TimeZoneContext } from '~/ui/time'
import { FileDrop } from './file-drop'
import { framePart } from './frame-part'
import { KeptFocus } from './kept-focus'
import { BottomBar, Sidebar, TopBar } from './navigation'
import { NavigationProgress } from './navigation-progress'
import { focusRow, tickRow } from './row-focus'
import { RouteFocus } from './route-focus'
import type { ShortcutAction } from './shortcuts'
import { useConnectionHealth } from './use-connection-health'
import { useShortcuts } from './use-shortcuts'

const UploadTray = framePart(async () => (await import('~/pages/shared/upload-tray')).UploadTray)
const DoneWatch = framePart(async () => (await import('./done-watch')).DoneWatch)

interface OverlayProps {
  onClose: () => void
  onOpenKeys: () => void
}

/** What can lie over the page. */
const OVERLAYS = {
  palette: async () => (await import('./command-palette')).CommandPalette,
  keys: async () => (await import('./key-list')).KeyList,
} satisfies Record<string, () => Promise<ComponentType<OverlayProps>>>

/** What lies over the page: code that is there, or why it is not. */
type Overlay = { kind: keyof typeof OVERLAYS; Part: ComponentType<OverlayProps> } | MissingCode | null

/** The frame around every page: navigation, the state of the connection, keys and the command palette. */
export function Frame() {
  const navigate = useNavigate()
  const connection = useConnection()
  const health = useConnectionHealth(connection)
  const { timeZone, singleKeys } = useSettings()
  const hasErrands = useErrandsBegun()
  const [overlay, setOverlay] = useState<Overlay>(null)

  /** What was wanted last; code that comes later than that opens nothing. */
  const wish = useRef<{ kind: keyof typeof OVERLAYS } | null>(null)

  const close = () => {
    wish.current = null
    setOverlay(null)
  }
  const open = (kind: keyof typeof OVERLAYS) => {
    const mine = { kind }
    wish.current = mine
    const show = (found: Overlay) => {
      if (wish.current === mine) setOverlay(found)
    }
    loadCode(OVERLAYS[kind]).then((Part) => show({ kind, Part }), show)
  }

  const actions = {
    palette: () => (wish.current?.kind === 'palette' ? close() : open('palette')),
    keys: () => open('keys'),
    search: focusSearch,
    refresh: () => void refresh(connection),
    'new-batch': () => void navigate(paths.newBatch()),
    'go-batches': () => void navigate(paths.batches()),
    'go-files': () => void navigate(paths.files()),
    'go-models': () => void navigate(paths.models()),
    'go-usage': () => void navigate(paths.usage()),
    'go-settings': () => void navigate(paths.settings()),
    'next-row': () => focusRow(1),
    'previous-row': () => focusRow(-1),
    'tick-row': tickRow,
  } satisfies Record<ShortcutAction, () => boolean | void>

  useShortcuts(singleKeys, (action) => actions[action]() !== false)

  return (
    <Announcer>
      <TimeZoneContext value={timeZone}>
        <a
          href="#main"
          onClick={skipToPage}
          className="fixed top-2 left-2 z-50 rounded-md bg-accent-solid px-4 py-2 font-medium text-on-solid not-focus:sr-only"
        >
          Skip to the page
        </a>
        <NavigationProgress />
        <div className="min-h-dvh lg:grid lg:grid-cols-[13rem_minmax(0,1fr)] xl:grid-cols-[15rem_minmax(0,1fr)]">
          <Sidebar health={health} onOpenPalette={actions.palette} onOpenKeys={actions.keys} />
          <TopBar health={health} onOpenPalette={actions.palette} />
          <main
            id="main"
            tabIndex={-1}
            className="w-full max-w-[110rem] min-w-0 max-lg:[--sticky-top:3.5rem] px-4 pt-5 pb-28 sm:px-8 lg:pt-8 lg:pb-16 xl:px-10"
          >
            <DoneWatch />
            <Outlet />
          </main>
          <BottomBar />
          {hasErrands ? <UploadTray /> : null}
        </div>
        <FileDrop />
        <RouteFocus />
        <KeptFocus />
        <ScrollRestoration />
        {overlay instanceof MissingCode ? (
          <Dialog open title="This could not be opened" onClose={close}>
            <Notice tone="danger" title="A part of the console is missing." details={reasonOf(overlay)}>
              {overlay.message}
            </Notice>
          </Dialog>
        ) : overlay === null ? null : (
          <overlay.Part onClose={close} onOpenKeys={actions.keys} />
        )}
      </TimeZoneContext>
    </Announcer>
  )
}

/** Moves the focus to the page. A new address would start some pages anew. */
function skipToPage(event: MouseEvent): void {
  event.preventDefault()
  document.getElementById('main')?.focus()
}

/** Moves the focus to the page's search. @returns whether the page has one */
function focusSearch(): boolean {
  const field = document.querySelector<HTMLInputElement>('main input[type=search]')
  field?.focus()
  field?.select()
  return field !== null
}
