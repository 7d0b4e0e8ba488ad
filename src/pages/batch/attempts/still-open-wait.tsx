import { useQuery } from '@tanstack/react-query'
import { RotateCw } from 'lucide-react'
import { attemptsQuery } from '~/api/attempts'
import { useConnection } from '~/api/connection-store'
import type { Batch } from '~/contract/batch'
import type { ResultsStatus } from '~/results/status'
import { Button } from '~/ui/button'
import { canBeTriedAgain } from './can-merge'
import { waitWords } from './wait-words'

interface StillOpenWaitProps {
  batch: Batch
  status: ResultsStatus
  onShowAll: () => void
}

/** Stands for the rows that are still without a usable answer while nobody can say which they are. */
export function StillOpenWait({ batch, status, onShowAll }: StillOpenWaitProps) {
  const canBe = canBeTriedAgain(batch, status)
  const query = useQuery({ ...attemptsQuery(useConnection(), batch.id), enabled: canBe })
  const isTrouble = canBe && query.isError
  return (
    <div className="grid justify-items-start gap-3 border-y border-line py-8">
      {isTrouble ? (
        <p role="alert" className="max-w-prose text-danger">
          Batches that try these rows again could not be looked for.
        </p>
      ) : (
        <p role="status" className="max-w-prose text-ink-muted">
          {waitWords(batch, status, query.data?.length ?? null)}
        </p>
      )}
      <div className="flex flex-wrap gap-2">
        {isTrouble ? (
          <Button size="sm" icon={RotateCw} onClick={() => void query.refetch()}>
            Look again
          </Button>
        ) : null}
        <Button
          size="sm"
          onClick={() => {
            // This button goes: the focus is then on the filter that does the same.
            document.querySelector<HTMLElement>('[data-outcome="all"]')?.focus()
            onShowAll()
          }}
        >
          Show all rows
        </Button>
      </div>
    </div>
  )
}
