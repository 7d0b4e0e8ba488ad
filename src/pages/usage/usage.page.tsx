import { useQuery } from '@tanstack/react-query'
import { Download } from 'lucide-react'
import { useState } from 'react'
import * as z from 'zod/mini'
import { batchIndexQuery, useBatchIndex } from '~/api/batch-index'
import { useConnection } from '~/api/connection-store'
import { fileNamesQuery } from '~/api/files'
import { sumOfUse, sumsByDay, sumsByModel } from '~/domain/usage-roll-up/roll-up'
import { usageCsv } from '~/domain/usage-roll-up/usage-csv'
import { saveFile } from '~/lib/save-file'
import { useSettings } from '~/lib/settings'
import { useUrlState } from '~/lib/url-state'
import { useNow } from '~/lib/use-now'
import { useAnnounce } from '~/ui/announcer'
import { Button } from '~/ui/button'
import { EmptyState } from '~/ui/notice'
import { PageHeader } from '~/ui/page-header'
import { SkeletonRows } from '~/ui/skeleton'
import { QueryTrouble } from '../shared/query-trouble'
import { RefreshControl } from '../shared/refresh-control'
import { BatchUseTable } from './batch-use-table'
import { DayChart } from './day-chart'
import { formatDay } from './day-words'
import { GroupTable } from './group-table'
import { dayRange, isInRange, RANGES, rangeStart } from './range'
import { RangeControl } from './range-control'
import { ReadingLine } from './reading-line'
import { useNoted } from './use-noted'
import { UsageFigures } from './usage-figures'
import { useBatchUses } from '../shared/use-batch-uses'

const Url = z.object({
  range: z.catch(z.enum(RANGES), '30d'),
  from: z.catch(z.string(), ''),
  to: z.catch(z.string(), ''),
})

function UsagePage() {
  const connection = useConnection()
  const { timeZone } = useSettings()
  const announce = useAnnounce()
  const [url, changeUrl] = useUrlState(Url)
  const [everything, setEverything] = useState(false)
  const days = dayRange(url.range, url, useNow(), timeZone)
  const query = useQuery(batchIndexQuery(connection, rangeStart(days, timeZone)))
  const names = useQuery(fileNamesQuery(connection))
  const index = useBatchIndex(connection)
  const batches = index.batches.filter(({ created_at }) => isInRange(created_at, days, timeZone))
  const uses = useBatchUses(connection, batches, everything, useNoted())
  const sum = sumOfUse(uses.uses)
  const byDay = sumsByDay(uses.uses, timeZone)
  const isEmpty = query.isSuccess && batches.length === 0
  const first = days.from ?? byDay.at(-1)?.key ?? days.to

  const save = () => {
    const csv = usageCsv(uses.uses, ({ batch }) => names.data?.get(batch.input_file_id ?? '') ?? null)
    saveFile(new Blob([csv], { type: 'text/csv' }), `usage-${first}-to-${days.to}.csv`)
    announce('Saved')
  }

  return (
    <>
      <title>Usage · Batch Console</title>
      <div className="grid gap-8">
        <PageHeader
          title="Usage"
          subtitle={`${formatDay(first)} to ${formatDay(days.to)}, from what your key can see`}
          actions={
            <>
              <RefreshControl query={query} />
              <Button
                icon={Download}
                disabledReason={batches.length === 0 ? 'There is no batch in this time.' : undefined}
                onClick={save}
              >
                Download CSV
              </Button>
            </>
          }
        />
        <div className="grid gap-4">
          <RangeControl
            range={url.range}
            days={days}
            onChange={(changes) => changeUrl(changes, { replace: changes.range === undefined })}
          />
          <QueryTrouble query={query} what="the batches" />
          <ReadingLine
            index={index}
            isReading={query.isFetching && !query.isSuccess}
            uses={uses}
            onReadEverything={() => setEverything(true)}
          />
        </div>
        {isEmpty ? (
          <EmptyState title="No batch in this time">
            Choose other days. What your batches use and cost is counted on the day they were created.
          </EmptyState>
        ) : null}
        {batches.length === 0 && query.isPending && query.failureCount === 0 ? (
          <SkeletonRows rows={6} label="Reading the batches" />
        ) : null}
        {batches.length > 0 ? (
          <>
            <UsageFigures sum={sum} />
            <section aria-labelledby="by-day" className="grid gap-3">
              <h2 id="by-day" className="text-lg font-semibold">
                Spent by day
              </h2>
              <p className="text-sm text-ink-muted">
                A batch counts on the day it was created,{' '}
                {timeZone === 'utc' ? 'in UTC' : 'in your time zone'}.
              </p>
              <DayChart days={byDay} from={first} to={days.to} />
              <details open={byDay.length <= 10}>
                <summary className="w-fit text-sm text-ink-muted underline decoration-line-strong underline-offset-4 hover:text-ink">
                  The days as a table
                </summary>
                <div className="mt-3">
                  <GroupTable caption="Use by day" heading="Day" groups={byDay} nameOf={formatDay} />
                </div>
              </details>
            </section>
            <section aria-labelledby="by-model" className="grid gap-3">
              <h2 id="by-model" className="text-lg font-semibold">
                By model
              </h2>
              <p className="text-sm text-ink-muted">
                A batch counts for the model of its first row, where the server names no other.
              </p>
              <GroupTable
                caption="Use by model"
                heading="Model"
                groups={sumsByModel(uses.uses)}
                nameOf={(model) => model || 'Model not known'}
              />
            </section>
            <section aria-labelledby="by-batch" className="grid gap-3">
              <h2 id="by-batch" className="text-lg font-semibold">
                Batches
              </h2>
              <BatchUseTable uses={uses.uses} nameOf={(fileId) => names.data?.get(fileId ?? '') ?? null} />
            </section>
          </>
        ) : null}
      </div>
    </>
  )
}

export default { Component: UsagePage }
