import { asksTheSame, type RequestDifference, requestDifferences } from '~/domain/compare/request-difference'
import type { Request } from '~/domain/results/request'
import type { RowDetail } from '~/results/row-reader'
import { RequestView } from '../shared/rows/request-view'

interface RequestPairProps {
  left: RowDetail | null
  right: RowDetail | null
}

/** What was asked, once where both batches ask the same, and in what the requests differ. */
export function RequestPair({ left, right }: RequestPairProps) {
  const ofLeft = left?.request ?? null
  const ofRight = right?.request ?? null
  if (ofLeft === null || ofRight === null) {
    const request = ofLeft ?? ofRight
    return (
      <Frame
        note={
          request === null
            ? 'The request is not known: the input file cannot be read.'
            : `As ${ofLeft === null ? 'B' : 'A'} asked it; the other request is not there to compare with.`
        }
      >
        {request === null ? null : <RequestView request={request} />}
      </Frame>
    )
  }
  const differences = requestDifferences(ofLeft, ofRight)
  return (
    <Frame note={differences.length === 0 ? 'Both batches asked exactly this.' : 'The requests differ:'}>
      {differences.length === 0 ? null : <Differences differences={differences} />}
      {asksTheSame(ofLeft, ofRight) ? (
        <RequestView request={differences.length === 0 ? ofLeft : withoutOptions(ofLeft)} />
      ) : (
        <div className="grid gap-6 @min-[34rem]:grid-cols-2">
          <section aria-label="Request in A" className="grid min-w-0 content-start gap-2">
            <h4 className="text-sm font-semibold">A</h4>
            <RequestView request={ofLeft} />
          </section>
          <section aria-label="Request in B" className="grid min-w-0 content-start gap-2">
            <h4 className="text-sm font-semibold">B</h4>
            <RequestView request={ofRight} />
          </section>
        </div>
      )}
    </Frame>
  )
}

function Frame({ note, children }: { note: string; children: React.ReactNode }) {
  return (
    <section aria-label="Request" className="grid min-w-0 gap-3">
      <h3 className="border-b border-line pb-1 text-sm font-semibold">Request</h3>
      <p className="text-sm text-ink-muted">{note}</p>
      {children}
    </section>
  )
}

function Differences({ differences }: { differences: readonly RequestDifference[] }) {
  return (
    <ul className="grid gap-1 text-sm">
      {differences.map(({ name, values }) => (
        <li key={name} className="wrap-anywhere">
          <span className="font-mono text-xs">{name}</span>
          {values === null ? ': see below' : `: ${shown(values.left)} in A, ${shown(values.right)} in B`}
        </li>
      ))}
    </ul>
  )
}

/** Longer values would hide what else differs. */
const LONGEST = 120

function shown(value: string | null): string {
  if (value === null) return 'not set'
  return value.length <= LONGEST ? value : `${value.slice(0, LONGEST)}…`
}

/** Options that differ are named above; the others matter to both. */
function withoutOptions(request: Request): Request {
  return { ...request, options: [] }
}
