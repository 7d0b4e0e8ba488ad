import { useQuery } from '@tanstack/react-query'
import { CircleCheck, KeyRound, LoaderCircle, TriangleAlert, Unplug } from 'lucide-react'
import type { LucideIcon } from 'lucide-react'
import { Link } from 'react-router'
import { useConnection } from '~/api/connection-store'
import { isSimulated, modelsQuery } from '~/api/models'
import { paths } from '~/lib/paths'
import { classNames } from '~/ui/class-names'
import type { ConnectionHealth } from './connection-health'

const LOOKS = {
  checking: { icon: LoaderCircle, words: 'Checking', className: 'text-ink-muted' },
  connected: { icon: CircleCheck, words: 'Connected', className: 'text-success' },
  refused: { icon: KeyRound, words: 'Key refused', className: 'text-danger' },
  unreachable: { icon: Unplug, words: 'Unreachable', className: 'text-danger' },
  trouble: { icon: TriangleAlert, words: 'Server trouble', className: 'text-warning' },
} satisfies Record<ConnectionHealth, { icon: LucideIcon; words: string; className: string }>

interface ConnectionStateProps {
  health: ConnectionHealth
  /** Only the state, for the narrow bar of a phone. */
  compact?: boolean
}

/** Which server the console talks to and how that goes; leads to where it can be changed. */
export function ConnectionState({ health, compact = false }: ConnectionStateProps) {
  const connection = useConnection()
  const { icon: Icon, words: usualWords, className } = LOOKS[health]
  const words = health === 'refused' && connection.apiKey === null ? 'Key needed' : usualWords
  const simulated = useQuery({ ...modelsQuery(connection), select: isSimulated }).data ?? false
  return (
    <Link
      to={paths.settings()}
      className={classNames(
        'flex min-w-0 items-start gap-2.5 rounded-md no-underline hover:bg-sunken',
        compact ? 'px-2 py-1.5' : 'px-3 py-2',
      )}
    >
      <Icon
        aria-hidden
        className={classNames('mt-0.5 size-4 shrink-0', className, Icon === LoaderCircle && 'animate-spin')}
        strokeWidth={2}
      />
      <span className="min-w-0 text-sm">
        <span className={classNames('block font-medium', className)}>{words}</span>
        <span className={compact ? 'sr-only' : 'block truncate text-ink-muted'} title={connection.baseUrl}>
          {connection.name}
        </span>
        {simulated ? (
          <span className={compact ? 'block text-xs text-ink-muted' : 'block text-ink-muted'}>
            Simulated answers
          </span>
        ) : null}
      </span>
    </Link>
  )
}
