import type { Batch } from '~/contract/batch'
import { formatQuantity } from '~/lib/format'
import { Notice } from '~/ui/notice'

/** What the server found wrong with the input file. */
export function Rejection({ batch }: { batch: Batch }) {
  const { errors } = batch
  return (
    <Notice
      tone="danger"
      title={`The server found ${formatQuantity(errors.length, 'problem')}`}
      details={JSON.stringify(errors, null, 2)}
    >
      <ul className="grid gap-1">
        {errors.map((error) => (
          <li key={`${error.line}-${error.code}-${error.message}`}>
            {error.line === null ? null : <strong className="tabular-nums">Request {error.line}: </strong>}
            {error.message}
          </li>
        ))}
      </ul>
      <p className="mt-2">
        {batch.status === 'failed' ? 'Nothing ran and nothing is charged. ' : null}
        Servers count requests without blank lines and often stop at the first problem. Put the file right,
        then start a new batch.
      </p>
    </Notice>
  )
}
