import type { UseQueryResult } from '@tanstack/react-query'
import { RefreshCw } from 'lucide-react'
import { useConnection } from '~/api/connection-store'
import { refresh } from '~/api/query-client'
import { formatClock } from '~/lib/format'
import { useSettings } from '~/lib/settings'
import { IconButton } from '~/ui/button'

interface RefreshControlProps {
  query: Pick<UseQueryResult, 'dataUpdatedAt'>
  /** What the page prepares for being read anew. */
  onRefresh?: () => void
}

/** When the data was read, and a button to read it again. */
export function RefreshControl({ query, onRefresh }: RefreshControlProps) {
  const { timeZone } = useSettings()
  const connection = useConnection()
  return (
    <span className="flex items-center gap-1 text-sm whitespace-nowrap text-ink-muted">
      {query.dataUpdatedAt > 0 ? (
        <span className="tabular-nums">Updated {formatClock(query.dataUpdatedAt / 1000, timeZone)}</span>
      ) : null}
      <IconButton
        icon={RefreshCw}
        label="Refresh"
        variant="quiet"
        size="sm"
        onClick={() => {
          onRefresh?.()
          void refresh(connection)
        }}
      />
    </span>
  )
}
