import { useQueries } from '@tanstack/react-query'
import { batchAnalyticsQuery } from '~/api/batches'
import { useConnection } from '~/api/connection-store'
import { type Job, jobEnded } from '~/domain/jobs/jobs'
import { formatUsd, readUsd } from '~/domain/money'
import { formatCount } from '~/lib/format'
import { Tile } from '~/ui/tile'

/** What the server has billed for all parts so far; left out where it does not say so of each. */
export function CostTile({ job }: { job: Job }) {
  const connection = useConnection()
  const answers = useQueries({
    queries: job.batches.map(({ batch }) => batchAnalyticsQuery(connection, batch)),
  })
  const figures = answers.flatMap(({ data }) => data ?? [])
  const costs = figures.flatMap(({ total_cost }) => (total_cost === null ? [] : (readUsd(total_cost) ?? [])))
  if (costs.length < job.batches.length) return null
  const sum = costs.reduce((one, other) => one + other, 0n)
  const tokensIn = figures.reduce((tokens, { total_prompt_tokens }) => tokens + total_prompt_tokens, 0)
  const tokensOut = figures.reduce(
    (tokens, { total_completion_tokens }) => tokens + total_completion_tokens,
    0,
  )
  return (
    <Tile
      label={jobEnded(job) ? 'Billed' : 'Billed so far'}
      value={formatUsd(sum)}
      detail={`${formatCount(tokensIn)} tokens in, ${formatCount(tokensOut)} out`}
    />
  )
}
