import { Download, ListFilter, Plus, RotateCcw } from 'lucide-react'
import { useState } from 'react'
import { Link } from 'react-router'
import { ERROR_KIND_FACTS } from '~/domain/results/error-cause'
import { type ErrorGroup, groupFacts, isNamedOnly } from '~/domain/results/error-groups'
import { formatCount, formatQuantity } from '~/lib/format'
import { paths } from '~/lib/paths'
import { saveFile } from '~/lib/save-file'
import { partOf } from '~/results/row-snapshot'
import { Button, buttonClass } from '~/ui/button'
import { classNames } from '~/ui/class-names'
import { Menu } from '~/ui/menu'
import { Notice } from '~/ui/notice'
import { requestLines, resultLines } from '~/workers/results/request-lines'
import type { ResultsSession } from '~/workers/results/session'

interface CauseEntryProps {
  group: ErrorGroup
  /** Names it, and tells it from the others. */
  heading: string
  session: ResultsSession
  batchId: string
  title: string
  /** Why requests cannot be had: row numbers are not final either. `null` when they can. */
  requestsObstacle: string | null
  onRetry: () => void
}

/** One cause of failures: what it means, a sample, and what can be done with its rows. */
export function CauseEntry({
  group,
  heading,
  session,
  batchId,
  title,
  requestsObstacle,
  onRetry,
}: CauseEntryProps) {
  const [trouble, setTrouble] = useState<string | null>(null)
  const { label, advice, lasts } = ERROR_KIND_FACTS[group.kind]
  const facts = groupFacts(group)
  const these = group.count === 1 ? 'this row' : 'these rows'

  async function save(what: 'requests' | 'errors') {
    setTrouble(null)
    const { signal } = new AbortController()
    try {
      const { rows, withRequest } = await session.pick({ outcomes: ['failed'], cause: group.key }, signal)
      const parts =
        what === 'requests'
          ? await requestLines(session, partOf(rows, 0, withRequest), { signal })
          : await resultLines(session, rows, { signal })
      const name = `${title.replace(/\.jsonl$/, '')} ${label.toLowerCase()} ${what}.jsonl`
      saveFile(new Blob(parts, { type: 'application/jsonl' }), name)
    } catch (error) {
      setTrouble(error instanceof Error ? error.message : String(error))
    }
  }

  const retry = (
    <Button size="sm" icon={RotateCcw} onClick={onRetry}>
      Retry {these}
    </Button>
  )
  const renewal = (
    <Link to={paths.clone(batchId, 'failed', group.key)} className={buttonClass({ size: 'sm' })}>
      <Plus aria-hidden className="size-3.5 shrink-0" strokeWidth={1.75} />
      New batch with {these}
    </Link>
  )

  return (
    <div className="grid gap-2">
      <div className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
        <h2 className="font-semibold wrap-anywhere">
          {label}
          {facts === '' ? null : (
            <span className="ms-2 font-mono text-xs font-normal text-ink-muted">{facts}</span>
          )}
        </h2>
        <span className="text-sm text-ink-muted tabular-nums">{formatQuantity(group.count, 'row')}</span>
        {group.answeredLater === 0 ? null : (
          <span
            className={classNames(
              'inline-flex items-center gap-1.5 self-center text-sm font-medium tabular-nums',
              group.answeredLater === group.count ? 'text-success' : 'text-ink-muted',
            )}
          >
            <RotateCcw aria-hidden className="size-3.5 shrink-0" strokeWidth={2} />
            {laterClause(group)}
          </span>
        )}
      </div>
      {isNamedOnly(group) ? null : (
        <p dir="auto" className="max-w-prose wrap-anywhere">
          {group.sentence}
        </p>
      )}
      <p className="max-w-prose text-ink-muted">{advice}</p>
      <div className="flex flex-wrap items-center gap-2 pt-1">
        <Link
          to={rowsPath(batchId, group, requestsObstacle === null)}
          className={buttonClass({ size: 'sm' })}
        >
          <ListFilter aria-hidden className="size-3.5 shrink-0" strokeWidth={1.75} />
          View {these}
        </Link>
        {/* What helps stands first. */}
        {lasts ? renewal : retry}
        {lasts ? retry : renewal}
        <Menu
          label={`Download ${these}: ${heading}`}
          text="Download"
          icon={Download}
          size="sm"
          items={[
            {
              label: 'Requests',
              disabledReason: requestsObstacle ?? undefined,
              onSelect: () => void save('requests'),
            },
            { label: 'Errors as served', onSelect: () => void save('errors') },
          ]}
        />
      </div>
      {trouble === null ? null : (
        <Notice tone="danger" title="The rows could not be saved" live="assertive">
          {trouble}
        </Notice>
      )}
    </div>
  )
}

/** How many of the rows were answered when they were tried again. */
function laterClause({ count, answeredLater }: ErrorGroup): string {
  if (answeredLater < count) return `${formatCount(answeredLater)} of ${formatCount(count)} answered later`
  return count === 1 ? 'Answered later' : 'All answered later'
}

/** Where the rows of a cause are listed, the first of them open once its number is final. */
function rowsPath(batchId: string, { key, first }: ErrorGroup, isNumberFinal: boolean): string {
  const query = new URLSearchParams({ outcome: 'failed', cause: key })
  if (isNumberFinal) query.set('row', String(first + 1))
  return `${paths.batch(batchId, 'results')}?${query}`
}
