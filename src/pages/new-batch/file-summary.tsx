import { CircleCheck } from 'lucide-react'
import { formatPercent, formatQuantity } from '~/lib/format'
import { Facts } from '~/ui/definition-list'
import { Notice } from '~/ui/notice'
import type { FileLook } from './use-first-look'

interface FileSummaryProps {
  /** Size of the file. */
  bytes: number
  look: FileLook
}

/** What the chosen file holds, and what stands in its way. */
export function FileSummary({ bytes, look }: FileSummaryProps) {
  const errors = look.problems.filter(({ severity }) => severity === 'error')
  const warnings = look.problems.filter(({ severity }) => severity === 'warning')
  return (
    <div className="grid gap-4">
      <Facts
        columns={2}
        entries={[
          {
            term: 'Requests',
            value:
              look.state === 'done' ? (
                formatQuantity(look.look.requests, 'request')
              ) : (
                <span role="status">
                  {look.state === 'reading'
                    ? `Counting, ${formatPercent(look.readBytes, bytes)} read`
                    : 'Not read'}
                </span>
              ),
          },
          { term: 'Endpoint', value: (look.state === 'done' && look.look.endpoint) || '–' },
          { term: 'Model of the first request', value: (look.state === 'done' && look.look.model) || '–' },
        ]}
      />
      {errors.length > 0 ? (
        <Notice tone="danger" title="This file cannot run as it is" live="polite">
          <Messages of={errors} />
        </Notice>
      ) : null}
      {warnings.length > 0 ? (
        <Notice tone="warning" title="Worth a look">
          <Messages of={warnings} />
        </Notice>
      ) : null}
      {look.state === 'done' && look.problems.length === 0 ? (
        <p className="flex items-center gap-2 text-sm text-success">
          <CircleCheck aria-hidden size={16} />
          Name, size, number of requests and the first request are in order. The server checks every line.
        </p>
      ) : null}
    </div>
  )
}

function Messages({ of: problems }: { of: readonly { message: string }[] }) {
  return (
    <ul className="grid gap-1">
      {problems.map(({ message }) => (
        <li key={message}>{message}</li>
      ))}
    </ul>
  )
}
