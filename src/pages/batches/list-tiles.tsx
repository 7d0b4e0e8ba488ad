import { Link } from 'react-router'
import type { ListedBatch } from '~/contract/listed-batch'
import { filterBatches, hasOutcome, type Now, type OutcomeFilter } from '~/domain/batch-list/list-view'
import { formatUsd } from '~/domain/money'
import type { BatchUse } from '~/domain/usage-roll-up/batch-use'
import { sumOfUse } from '~/domain/usage-roll-up/roll-up'
import { formatCount, formatQuantity } from '~/lib/format'
import { paths } from '~/lib/paths'
import { urlQuery } from '~/lib/url-state'
import { Skeleton } from '~/ui/skeleton'
import { Tile } from '~/ui/tile'
import { ListUrl } from './list-url'

interface ListTilesProps {
  batches: readonly ListedBatch[]
  usedBy: (batch: ListedBatch) => BatchUse
  now: Now
  /** Whether all batches of the last 30 days are known. */
  isWhole: boolean
}

const GRID = 'grid grid-cols-2 gap-x-6 gap-y-4 lg:grid-cols-4'
const ATTENTION = 'Failed or missing rows, rejected, expired, overdue'

/** Holds the place of the tiles while the list is being read. */
export function TilesWaiting() {
  const figure = <Skeleton className="my-1 h-6 w-12" />
  return (
    <div aria-hidden className={GRID}>
      <Tile label="Active" value={figure} />
      <Tile label="Needs attention" value={figure} detail={ATTENTION} />
      <Tile label="Finished today" value={figure} />
      <Tile label="Spent in 30 days" value={figure} />
    </div>
  )
}

const NO_FILTER = { search: '', status: '', outcome: '', window: '', created: '30d' } as const

/** How things stand, in four figures that lead to what they count. */
export function ListTiles({ batches, usedBy, now, isWhole }: ListTilesProps) {
  const recent = filterBatches(batches, NO_FILTER, now, () => null)
  const having = (outcome: OutcomeFilter) => recent.filter((batch) => hasOutcome(batch, outcome, now)).length
  const { cost, batches: counted, withoutCost } = sumOfUse(recent.map(usedBy))
  const span = isWhole ? 'Of the last 30 days' : 'Of those read so far'
  const active = having('active')
  const attention = having('attention')
  return (
    <div className={GRID}>
      <Tile
        label="Active"
        value={<FilterLink outcome="active" count={active} words="active" />}
        tone={active > 0 ? 'running' : 'neutral'}
        detail={span}
      />
      <Tile
        label="Needs attention"
        value={<FilterLink outcome="attention" count={attention} words="that need attention" />}
        tone={attention > 0 ? 'warning' : 'neutral'}
        detail={ATTENTION}
      />
      <Tile
        label="Finished today"
        value={<FilterLink outcome="ended_today" count={having('ended_today')} words="finished today" />}
      />
      <Tile
        label="Spent in 30 days"
        value={
          <Link
            to={paths.usage()}
            aria-label={`${formatUsd(cost)} spent in 30 days: show the usage`}
            className="text-inherit decoration-1 underline-offset-4 not-hover:no-underline"
          >
            {withoutCost === counted && counted > 0 ? 'Not known' : formatUsd(cost)}
          </Link>
        }
        detail={withoutCost > 0 ? `${formatQuantity(withoutCost, 'batch', 'batches')} not known` : span}
      />
    </div>
  )
}

interface FilterLinkProps {
  outcome: OutcomeFilter
  count: number
  words: string
}

/** A count that shows what it counts. */
function FilterLink({ outcome, count, words }: FilterLinkProps) {
  const query = urlQuery(ListUrl, {
    ...NO_FILTER,
    outcome,
    created: outcome === 'attention' ? '30d' : '',
    sort: 'newest',
    hide: '',
    page: '1',
  })
  return (
    <Link
      to={query}
      aria-label={`Show ${formatQuantity(count, 'batch', 'batches')} ${words}`}
      className="text-inherit decoration-1 underline-offset-4 not-hover:no-underline"
    >
      {formatCount(count)}
    </Link>
  )
}
