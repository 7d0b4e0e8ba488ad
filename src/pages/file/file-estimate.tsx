import type { StoredFile } from '~/contract/file'
import type { FileSizes } from '~/domain/estimate/size-tally'
import { EstimateDetails } from '../shared/estimate/estimate-details'
import { useEstimate } from '../shared/estimate/use-estimate'
import { useServerEstimates } from '../shared/estimate/use-server-estimates'
import { WindowPrice } from '../shared/estimate/window-price'

const WINDOWS = [
  { value: '24h', title: 'Within 24 hours' },
  { value: '1h', title: 'Within 1 hour' },
] as const

interface FileEstimateProps {
  file: StoredFile
  /** What the check has measured; `null` while nobody has read the file. */
  sizes: FileSizes | null
}

/** What a run of the file would cost in each window; nothing where neither this page nor the server can tell. */
export function FileEstimate({ file, sizes }: FileEstimateProps) {
  const shown = useEstimate(sizes, null)
  const serverEstimates = useServerEstimates(file.id)
  const isTold = shown !== null || serverEstimates['24h'] !== null || serverEstimates['1h'] !== null
  if (!isTold) return null
  return (
    <section aria-label="Estimate" className="grid min-w-0 content-start gap-4">
      <h2 className="text-lg font-semibold">Estimate</h2>
      <dl className="grid grid-cols-2 gap-x-6 border-t border-line pt-3">
        {WINDOWS.map(({ value, title }) => (
          <div key={value} className="grid min-w-0 content-start gap-1">
            <dt className="text-sm text-ink-muted">{title}</dt>
            <dd className="grid gap-2 text-sm text-ink-muted">
              <WindowPrice
                window={value}
                estimate={shown?.estimate ?? null}
                serverEstimate={serverEstimates[value]}
              />
            </dd>
          </div>
        ))}
      </dl>
      {shown ? <EstimateDetails estimate={shown.estimate} assumptions={shown.assumptions} /> : null}
    </section>
  )
}
