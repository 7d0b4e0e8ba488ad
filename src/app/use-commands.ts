import { useQuery } from '@tanstack/react-query'
import {
  Boxes,
  ChartColumn,
  Clock,
  FileText,
  Keyboard,
  Layers,
  Plus,
  RefreshCw,
  SlidersHorizontal,
  SunMoon,
  Upload,
} from 'lucide-react'
import type { LucideIcon } from 'lucide-react'
import { useNavigate } from 'react-router'
import { batchListQuery } from '~/api/batches'
import { useConnection } from '~/api/connection-store'
import { refresh } from '~/api/query-client'
import { fileListQuery } from '~/api/files'
import { titleOf } from '~/domain/batch-state'
import { paths } from '~/lib/paths'
import { THEMES, changeSettings, useSettings } from '~/lib/settings'
import type { Theme } from '~/lib/settings'

/** Something the palette can open or do. */
export interface Command {
  /** Unique among all commands. */
  id: string
  kind: 'Batch' | 'File' | 'Page' | 'Action'
  label: string
  /** Found as well, but not shown: ids and other words for the same. */
  alsoCalled: string
  icon: LucideIcon
  run: () => void
}

const THEME_LABELS = {
  system: "Theme: follow the system's",
  light: 'Theme: light',
  dark: 'Theme: dark',
} satisfies Record<Theme, string>

/** The first page of a list: the palette finds what is on it. */
const NEWEST = { after: null, search: '' }

/**
 * Everything the palette offers now: newest batches, pages, actions, newest files.
 * @param onOpenKeys opens the list of keys
 */
export function useCommands(onOpenKeys: () => void): { commands: Command[]; loading: boolean } {
  const connection = useConnection()
  const navigate = useNavigate()
  const settings = useSettings()
  // The lists as they are when the palette opens; polling is the business of the pages.
  const batches = useQuery({
    ...batchListQuery(connection, { ...NEWEST, status: '' }),
    refetchInterval: false,
  })
  const files = useQuery(fileListQuery(connection, { ...NEWEST, purpose: 'batch' }))
  const fileNames = new Map(files.data?.data.map((file) => [file.id, file.filename]))

  const open = (to: string) => () => void navigate(to)
  const action = (
    id: string,
    label: string,
    icon: LucideIcon,
    run: () => void,
    alsoCalled = '',
  ): Command => ({
    id,
    kind: 'Action',
    label,
    alsoCalled,
    icon,
    run,
  })
  const page = (label: string, to: string, icon: LucideIcon, alsoCalled = ''): Command => ({
    id: to,
    kind: 'Page',
    label,
    alsoCalled,
    icon,
    run: open(to),
  })

  const otherZone = settings.timeZone === 'utc' ? 'local' : 'utc'
  const commands: Command[] = [
    action('new-batch', 'New batch', Plus, open(paths.newBatch()), 'start create'),
    page('Batches', paths.batches(), Layers),
    page('Files', paths.files(), FileText),
    page('Models', paths.models(), Boxes, 'prices calculator'),
    page('Usage', paths.usage(), ChartColumn, 'cost spent tokens'),
    page('Settings', paths.settings(), SlidersHorizontal),
    ...(batches.data?.data ?? []).map((batch): Command => ({
      id: `batch ${batch.id}`,
      kind: 'Batch',
      label: titleOf(batch, fileNames.get(batch.input_file_id ?? '') ?? null),
      alsoCalled: batch.id,
      icon: Layers,
      run: open(paths.batch(batch.id)),
    })),
    action('upload', 'Upload a file', Upload, open(paths.files())),
    action(
      'refresh',
      'Refresh',
      RefreshCw,
      () => {
        void refresh(connection)
      },
      'reload',
    ),
    ...THEMES.filter((theme) => theme !== settings.theme).map((theme) =>
      action(
        `theme ${theme}`,
        THEME_LABELS[theme],
        SunMoon,
        () => changeSettings({ theme }),
        'mode appearance',
      ),
    ),
    action(
      'time-zone',
      otherZone === 'utc' ? 'Times in UTC' : 'Times in local time',
      Clock,
      () => changeSettings({ timeZone: otherZone }),
      'time zone',
    ),
    action('keys', 'Keyboard shortcuts', Keyboard, onOpenKeys, 'help'),
    ...(files.data?.data ?? []).map((file): Command => ({
      id: `file ${file.id}`,
      kind: 'File',
      label: file.filename,
      alsoCalled: file.id,
      icon: FileText,
      run: open(paths.file(file.id)),
    })),
  ]
  return { commands, loading: batches.isLoading || files.isLoading }
}
