import { RotateCw, Send, X } from 'lucide-react'
import { useMemo } from 'react'
import type { RealtimeAnswer } from '~/api/realtime'
import { usePriceBook } from '~/api/own-prices'
import { formatUsd } from '~/domain/money'
import { costAt, type TokenPrice } from '~/domain/prices'
import { type RealtimeEndpoint, realtimePriceOf } from '~/domain/realtime-price'
import { readAnswer } from '~/domain/results/answer'
import { readErrorCause } from '~/domain/results/error-cause'
import { fieldOf, isRecord, parseJson } from '~/domain/results/json'
import { answerSchema, readRequest } from '~/domain/results/request'
import { readUsage } from '~/domain/results/usage'
import { formatCount, formatQuantity } from '~/lib/format'
import { Button } from '~/ui/button'
import { Notice } from '~/ui/notice'
import { SettingsWayOut } from '../settings-way-out'
import { AnswerView, CauseView } from '../rows/answer-view'
import { RowHalf } from '../rows/row-frame'
import { useTry } from './use-try'

interface TryRowProps {
  endpoint: RealtimeEndpoint
  /** The line as it stands in the file. */
  line: string
}

/** One row sent at once instead of in a batch: its price first, then its answer. */
export function TryRow({ endpoint, line }: TryRowProps) {
  const body = useMemo(() => fieldOf(parseJson(line), 'body'), [line])
  if (!isRecord(body)) return null
  return <TryBody endpoint={endpoint} body={body} />
}

interface TryBodyProps {
  endpoint: RealtimeEndpoint
  body: Readonly<Record<string, unknown>>
}

function TryBody({ endpoint, body }: TryBodyProps) {
  const { findPrice } = usePriceBook()
  const model = typeof body['model'] === 'string' ? body['model'] : ''
  const price = findPrice(model, 'realtime')
  const { state, ask, cancel, send } = useTry(endpoint, body)
  return (
    <RowHalf title="Try it">
      {state.kind === 'idle' ? (
        <div className="grid justify-items-start gap-2">
          <p className="text-sm text-ink-muted">Send this one row now and see the answer here.</p>
          <Button icon={Send} onClick={ask}>
            Try this row
          </Button>
        </div>
      ) : null}
      {state.kind === 'asking' || state.kind === 'sending' ? (
        <div className="grid justify-items-start gap-3">
          <p className="max-w-prose">{priceWords(endpoint, body, price, model)}</p>
          <div className="flex flex-wrap gap-2">
            <Button variant="primary" busy={state.kind === 'sending'} onClick={() => void send()}>
              Send this row
            </Button>
            <Button icon={X} onClick={cancel}>
              {state.kind === 'sending' ? 'Stop waiting' : 'Not now'}
            </Button>
          </div>
        </div>
      ) : null}
      {state.kind === 'failed' ? (
        <Notice
          tone="danger"
          title="No answer"
          details={state.error.details}
          live="assertive"
          actions={
            <>
              <SettingsWayOut kind={state.error.kind} />
              <Button size="sm" icon={RotateCw} onClick={ask}>
                Try again
              </Button>
            </>
          }
        >
          {state.error.message}
        </Notice>
      ) : null}
      {state.kind === 'answered' ? (
        <Answered body={body} answer={state.answer} price={price} onAgain={ask} />
      ) : null}
    </RowHalf>
  )
}

function priceWords(
  endpoint: RealtimeEndpoint,
  body: TryBodyProps['body'],
  price: TokenPrice | null,
  model: string,
): string {
  if (price === null) {
    return `This row is sent at once and charged by the provider. No realtime price of ${model || 'its model'} is known here.`
  }
  const { inputTokens, input, isInputPartial, answer } = realtimePriceOf(endpoint, body, price)
  const partial = isInputPartial ? ', without pictures and attachments, whose size is not known here' : ''
  const request = `about ${formatUsd(input)} for the request (${formatQuantity(inputTokens, 'token')}${partial})`
  switch (answer.kind) {
    case 'none':
      return `At the realtime price this row costs ${request}.`
    case 'limited':
      return `At the realtime price this row costs ${request} and at most ${formatUsd(answer.cost)} for the answer (${formatQuantity(answer.tokens, 'token')}).`
    case 'open':
      return `At the realtime price this row costs ${request} and ${formatUsd(answer.costOfThousand)} for every 1,000 tokens of the answer, which the request does not limit.`
  }
}

interface AnsweredProps {
  /** Of the request. */
  body: TryBodyProps['body']
  answer: RealtimeAnswer
  price: TokenPrice | null
  onAgain: () => void
}

function Answered({ body, answer, price, onAgain }: AnsweredProps) {
  const schema = useMemo(() => answerSchema(readRequest(body)), [body])
  const usage = readUsage(answer.body)
  const response = { status_code: 200, request_id: null, body: answer.body }
  const cause = readErrorCause({ id: '', custom_id: '', response, error: null })
  const facts = [
    `${answer.seconds.toFixed(1)} s`,
    usage === null ? null : `${formatCount(usage.input)} tokens in, ${formatCount(usage.output)} out`,
    usage === null || price === null ? null : `${formatUsd(costAt(price, usage))} at the realtime price`,
  ]
  return (
    <div role="status" className="grid gap-3">
      <p className="flex flex-wrap gap-x-4 text-sm text-ink-muted tabular-nums">
        {facts.map((fact) => (fact === null ? null : <span key={fact}>{fact}</span>))}
      </p>
      {cause === null ? (
        <AnswerView answer={readAnswer(answer.body)} schema={schema} />
      ) : (
        <CauseView cause={cause} />
      )}
      <div>
        <Button size="sm" icon={RotateCw} onClick={onAgain}>
          Try again
        </Button>
      </div>
    </div>
  )
}
