import { Plus } from 'lucide-react'
import { useState } from 'react'
import { Link, useNavigate } from 'react-router'
import type { Connection } from '~/api/connection'
import type { Batch } from '~/contract/batch'
import { ERROR_KIND_FACTS } from '~/domain/results/error-cause'
import type { ErrorGroup } from '~/domain/results/error-groups'
import { formatQuantity } from '~/lib/format'
import { paths } from '~/lib/paths'
import { Button, buttonClass } from '~/ui/button'
import { Notice } from '~/ui/notice'
import { SkeletonRows } from '~/ui/skeleton'
import type { ResultsSession } from '~/workers/results/session'
import { keepPicked } from '../../shared/picked-file'
import { useAsked } from '../../shared/rows/use-asked'
import { useResults } from '../../shared/rows/use-results'
import { requestFile } from './request-file'

interface ErrorsTabProps {
  connection: Connection
  batch: Batch
  title: string
  /** When the server last answered with this batch, in Unix milliseconds. */
  answeredAt: number
}

/** Why rows failed, grouped by cause, and what to do about each. */
export function ErrorsTab({ connection, batch, title, answeredAt }: ErrorsTabProps) {
  const { session, state } = useResults(connection, batch, answeredAt)
  const failed = state.kind === 'open' ? state.status.outcomes.failed : null
  const groups = useAsked(failed === null ? null : `${failed}`, (signal) => session.errorGroups(signal))
  if (state.kind === 'died') {
    return (
      <Notice
        tone="danger"
        title="Reading the results stopped unexpectedly."
        details={state.message}
        live="assertive"
        actions={<Button onClick={() => session.restart()}>Read again</Button>}
      />
    )
  }
  if (state.kind === 'opening' || groups === null) return <SkeletonRows rows={3} label="Reading the errors" />
  const isRead = state.status.phase.kind === 'complete'
  if (groups.length === 0) {
    return (
      <p className="border-y border-line py-8 text-ink-muted">
        {isRead ? 'No row failed.' : 'No row has failed so far.'}
      </p>
    )
  }
  return (
    <section aria-label="Errors" className="grid gap-4">
      <p className="tabular-nums">
        {formatQuantity(failed ?? 0, 'row')} failed, for {formatQuantity(groups.length, 'reason')}.
        {isRead ? '' : ' Results are still being read.'}
      </p>
      <ul className="divide-y divide-line border-y border-line">
        {groups.map((group) => (
          <li key={group.key} className="py-4">
            <Group group={group} session={session} batchId={batch.id} title={title} />
          </li>
        ))}
      </ul>
    </section>
  )
}

interface GroupProps {
  group: ErrorGroup
  session: ResultsSession
  batchId: string
  title: string
}

function Group({ group, session, batchId, title }: GroupProps) {
  const navigate = useNavigate()
  const [trouble, setTrouble] = useState<string | null>(null)
  const { label, advice } = ERROR_KIND_FACTS[group.kind]
  const facts = [group.status === null ? null : `HTTP ${group.status}`, group.code]
    .filter(Boolean)
    .join(' · ')
  const [first = 0] = group.rows

  async function startAnother() {
    setTrouble(null)
    try {
      const name = `${title.replace(/\.jsonl$/, '')} failed rows.jsonl`
      const file = await requestFile(session, group.rows, name, new AbortController().signal)
      await navigate(paths.newBatch(), { state: keepPicked([file]) })
    } catch (error) {
      setTrouble(error instanceof Error ? error.message : String(error))
    }
  }

  return (
    <div className="grid gap-2">
      <div className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
        <h2 className="font-semibold">{label}</h2>
        <span className="text-sm text-ink-muted tabular-nums">
          {formatQuantity(group.rows.length, 'row')}
        </span>
        {facts === '' ? null : (
          <span className="font-mono text-xs text-ink-muted wrap-anywhere">{facts}</span>
        )}
      </div>
      <p dir="auto" className="max-w-prose wrap-anywhere">
        {group.sentence}
      </p>
      <p className="max-w-prose text-ink-muted">{advice}</p>
      <div className="flex flex-wrap gap-2 pt-1">
        <Link
          to={`${paths.batch(batchId, 'results')}?outcome=failed&row=${first + 1}`}
          className={buttonClass({ size: 'sm' })}
        >
          View the first row
        </Link>
        <Button size="sm" icon={Plus} onClick={() => void startAnother()}>
          {`New batch with ${group.rows.length === 1 ? 'this row' : 'these rows'}`}
        </Button>
      </div>
      {trouble === null ? null : (
        <Notice tone="danger" title="The rows could not be taken over." live="assertive">
          {trouble}
        </Notice>
      )}
    </div>
  )
}
