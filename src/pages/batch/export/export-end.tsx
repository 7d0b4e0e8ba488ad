import { CHANGE_WORDS, type ChangeKind } from '~/domain/export/changes'
import { formatBytes, formatCount, formatQuantity } from '~/lib/format'
import { Notice } from '~/ui/notice'
import type { ExportState } from './use-export'

/** Changed values that are listed one by one. */
const LISTED = 100

/** How an export ended: what is in the file, and what stands in it otherwise than it was answered. */
export function ExportEnd({ state }: { state: Extract<ExportState, { kind: 'done' | 'failed' }> }) {
  if (state.kind === 'failed') {
    return (
      <Notice tone="danger" title="The file could not be written." live="assertive">
        {state.message} Nothing was kept of it; the rows are still here.
      </Notice>
    )
  }
  const { lost, written } = state
  const { counts, first } = written.changes
  const kinds: ChangeKind[] = ['cut', 'half_character', 'guarded']
  const changed = kinds.filter((kind) => counts[kind] > 0)
  const isWhole = changed.length === 0 && lost === 0
  return (
    <Notice
      tone={isWhole ? 'success' : 'warning'}
      title={`${rowWords(state)}, ${formatBytes(written.bytes)}.`}
      live="polite"
    >
      {isWhole ? null : (
        <div className="grid gap-2">
          {lost > 0 ? (
            <p>
              {formatQuantity(lost, 'text')} could not be kept on this device, whose storage is full, and{' '}
              {lost === 1 ? 'is' : 'are'} missing in the file.
            </p>
          ) : null}
          {changed.map((kind) => (
            <p key={kind}>
              {formatQuantity(counts[kind], 'value')}: {CHANGE_WORDS[kind]}.
            </p>
          ))}
          {first.length > 0 ? (
            <details>
              <summary className="w-fit">Which values</summary>
              <ul className="max-h-40 overflow-y-auto text-sm">
                {first.slice(0, LISTED).map(({ row, customId, column, kind }) => (
                  <li key={`${row} ${column} ${kind}`}>
                    {row === 0 ? (
                      'Titles'
                    ) : (
                      <>
                        Row {formatCount(row)}, <bdi>{customId}</bdi>
                      </>
                    )}
                    , column <bdi>{column}</bdi>
                  </li>
                ))}
                {first.length > LISTED ? <li>… and more</li> : null}
              </ul>
            </details>
          ) : null}
        </div>
      )}
    </Notice>
  )
}

/** How many rows are in the file, and what is to know of results beside it. */
function rowWords({ rows, withResult, leftOut }: Extract<ExportState, { kind: 'done' }>): string {
  const written = `${formatQuantity(rows, 'row')} written`
  if (withResult < rows) return `${written}, ${formatCount(withResult)} of them with a result`
  return leftOut > 0 ? `${written}, ${formatCount(leftOut)} without a result left out` : written
}
