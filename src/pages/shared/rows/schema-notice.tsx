import { Check } from 'lucide-react'
import { Notice } from '~/ui/notice'
import { checkSchema } from '~/workers/schema/client'
import { useAsked } from './use-asked'
import { VisibleText } from './visible-text'

interface SchemaNoticeProps {
  /** The schema the request asked for, as JSON. */
  schema: string
  answer: string
}

/** Whether an answer follows the schema its request asked for, and what is wrong where it does not. */
export function SchemaNotice({ schema, answer }: SchemaNoticeProps) {
  const verdict = useAsked(`${schema}\n${answer}`, (signal) => checkSchema({ schema, answer }, signal))
  if (verdict === null) return <p className="text-sm text-ink-muted">Checking against the schema …</p>
  switch (verdict.kind) {
    case 'fits':
      return (
        <p className="flex items-center gap-1.5 text-sm text-ink-muted">
          <Check aria-hidden className="size-3.5 text-success" strokeWidth={2} />
          It follows the schema that was asked for.
        </p>
      )
    case 'unchecked':
      return <p className="text-sm text-ink-muted">Not checked against its schema. {verdict.reason}</p>
    case 'faulty':
      return (
        <Notice tone="warning" title="It does not follow the schema that was asked for">
          <ul className="grid gap-1">
            {verdict.faults.map(({ path, words }) => (
              <li key={`${path} ${words}`}>
                {path === '' ? (
                  'The answer'
                ) : (
                  <code className="font-mono text-xs text-ink">
                    <VisibleText text={path} />
                  </code>
                )}{' '}
                <VisibleText text={words} />.
              </li>
            ))}
          </ul>
        </Notice>
      )
  }
}
