import type { Batch } from '~/contract/batch'
import type { StoredFile } from '~/contract/file'
import { hasEnded } from '~/domain/batch-state'
import { formatBytes } from '~/lib/format'
import { Facts } from '~/ui/definition-list'
import { ShortId } from '~/ui/short-id'
import { RelativeTime } from '~/ui/time'

interface AboutBatchProps {
  batch: Batch
  inputFile: StoredFile | null
  /** Models that the answers name. */
  models: readonly string[]
}

/** What was asked for, and the metadata. */
export function AboutBatch({ batch, inputFile, models }: AboutBatchProps) {
  return (
    <section aria-labelledby="facts" className="grid content-start gap-3">
      <h2 id="facts" className="text-lg font-semibold">
        About this batch
      </h2>
      <Facts columns={1} entries={factsOf(batch, inputFile, models)} />
    </section>
  )
}

function factsOf(batch: Batch, inputFile: StoredFile | null, answering: readonly string[]) {
  const models = batch.model ? [batch.model] : answering.filter((model) => model !== '')
  return [
    { term: 'Endpoint', value: <code className="font-mono text-sm">{batch.endpoint || 'not said'}</code> },
    ...(models.length > 0
      ? [{ term: models.length === 1 ? 'Model' : 'Models', value: models.join(', ') }]
      : []),
    { term: 'Completion window', value: batch.completion_window || 'not said' },
    ...(batch.expires_at === null || hasEnded(batch)
      ? []
      : [{ term: 'Deadline', value: <RelativeTime seconds={batch.expires_at} focusable /> }]),
    { term: 'Id', value: <ShortId id={batch.id} /> },
    ...(inputFile
      ? [{ term: 'Input', value: `${inputFile.filename}, ${formatBytes(inputFile.bytes)}` }]
      : []),
    // The title stands above already.
    ...Object.entries(batch.metadata)
      .filter(([term]) => term !== 'batch_description')
      .map(([term, value]) => ({ term, value })),
  ]
}
