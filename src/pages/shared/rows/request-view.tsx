import { type ReactNode, useId, useMemo } from 'react'
import { oneLine } from '~/domain/results/one-line'
import { answerSchema, type Message, type Part, type Request } from '~/domain/results/request'
import type { ToolCall } from '~/domain/results/answer'
import { JsonText } from './json-text'
import { latePart } from './late-part'
import { LongText } from './long-text'
import { RemoteImage } from './remote-image'

// Few requests have tools or a schema.
const ToolList = latePart(
  'The list of tools',
  async () => (await import('./request-shapes')).ToolList,
  ({ tools }) => <Names of={tools.map(({ name }) => name)} />,
)
const AnswerShape = latePart(
  'The form of the answer',
  async () => (await import('./request-shapes')).AnswerShape,
  () => <Names of={['JSON']} />,
)

/** A request as a person reads it: messages, images, tools, the form of the answer, options. */
export function RequestView({ request }: { request: Request }) {
  // A live row is drawn a few times a second, and a schema may be long.
  const schema = useMemo(() => answerSchema(request), [request])
  // What is told in words need not stand below them once more.
  const options = request.options.filter(({ name }) => schema === null || name !== 'response_format')
  return (
    <div className="grid gap-4">
      {request.messages.map((message, index) => (
        // oxlint-disable-next-line react/no-array-index-key -- messages have no other name and keep their places
        <MessageView key={index} message={message} />
      ))}
      {request.inputs.map((input, index) => (
        // oxlint-disable-next-line react/no-array-index-key -- texts have no other name and keep their places
        <Passage key={index} title={request.inputs.length > 1 ? `Text ${index + 1}` : 'Text'}>
          <LongText text={input} />
        </Passage>
      ))}
      {request.tools.length > 0 ? (
        <Passage title="Tools" isSearched={false}>
          <ToolList tools={request.tools} />
        </Passage>
      ) : null}
      {schema === null ? null : (
        <Passage title="Form of the answer" isSearched={false}>
          <AnswerShape schema={schema} />
        </Passage>
      )}
      {options.length > 0 ? (
        <Passage title="Options" isSearched={false}>
          <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1 font-mono text-xs leading-5">
            {options.map(({ name, json }) => (
              <div key={name} className="contents">
                <dt className="text-ink-muted">{name}</dt>
                <dd>
                  <OptionValue json={json} />
                </dd>
              </div>
            ))}
          </dl>
        </Passage>
      ) : null}
    </div>
  )
}

function Names({ of: names }: { of: readonly string[] }) {
  return <p className="font-mono text-xs leading-5 wrap-anywhere">{names.join(', ')}</p>
}

/** Longest value of an option that stands unfolded: a schema would push the answer out of view. */
const SHORT_VALUE = 80

function OptionValue({ json }: { json: string }) {
  if (json.length <= SHORT_VALUE) return json
  return (
    <details>
      <summary className="w-fit max-w-full truncate">{oneLine(json, SHORT_VALUE)}</summary>
      <JsonText json={json} />
    </details>
  )
}

interface PassageProps {
  title: string
  /** Whether a search for text looks in it. */
  isSearched?: boolean
  children: ReactNode
}

/** A titled piece of a request or an answer. */
export function Passage({ title, isSearched = true, children }: PassageProps) {
  const id = useId()
  return (
    // No region: a request has several messages of one role, and landmarks need names of their own.
    <div
      role="group"
      aria-labelledby={id}
      data-unsearched={isSearched ? undefined : ''}
      className="grid min-w-0 gap-1"
    >
      <h4 id={id} className="text-xs font-medium text-ink-muted first-letter:uppercase">
        {title}
      </h4>
      {children}
    </div>
  )
}

function MessageView({ message }: { message: Message }) {
  return (
    <Passage title={message.role}>
      {message.parts.map((part, index) => (
        // oxlint-disable-next-line react/no-array-index-key -- parts have no other name and keep their places
        <PartView key={index} part={part} />
      ))}
    </Passage>
  )
}

function PartView({ part }: { part: Part }) {
  switch (part.kind) {
    case 'text':
      return <LongText text={part.text} />
    case 'image':
      return <RemoteImage url={part.url} />
    case 'call':
      return <ToolCallView call={part.call} />
    case 'other':
      return <JsonText json={part.json} />
  }
}

/** A tool call: the tool's name and its arguments, laid out where they are JSON. */
export function ToolCallView({ call }: { call: ToolCall }) {
  return (
    <div className="grid gap-1 border-l-2 border-line-strong pl-3">
      <p className="font-mono text-xs font-semibold wrap-anywhere">{oneLine(call.name, 200)}</p>
      <JsonText json={call.arguments} />
    </div>
  )
}
