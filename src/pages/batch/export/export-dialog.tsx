import { Download } from 'lucide-react'
import { useState } from 'react'
import type { Connection } from '~/api/connection'
import type { Batch } from '~/contract/batch'
import type { ExportPlan } from '~/domain/export/export-plan'
import { formatCount, formatQuantity } from '~/lib/format'
import { ALL_ROWS, narrows, narrowsBeyondOutcome, type RowQuery } from '~/results/row-query'
import { Button } from '~/ui/button'
import { ChoiceCards, SegmentedControl } from '~/ui/choice'
import { Dialog } from '~/ui/dialog'
import { CheckboxField } from '~/ui/field'
import { ProgressBar } from '~/ui/progress-bar'
import { holdsEveryRow, type ResultsStatus } from '~/results/status'
import type { ResultsSession } from '~/workers/results/session'
import { AskTrouble } from '../../shared/rows/ask-trouble'
import { FILTER_FACTS } from '../results/outcome-words'
import { ColumnChooser } from './column-chooser'
import { changeColumns, type ColumnChange, columnEntries } from './column-list'
import { ExportEnd } from './export-end'
import { MergeChoiceField } from './merge-choice-field'
import { useExport } from './use-export'
import { useFieldNames } from './use-field-names'
import { useMergeChoice } from './use-merge-choice'
import { useWithResult } from './use-with-result'

interface ExportDialogProps {
  session: ResultsSession
  /** Title of the batch: the file is named after it. */
  title: string
  connection: Connection
  batch: Batch
  /** What the list shows, and in which order. */
  query: RowQuery
  status: ResultsStatus
  rowsFiltered: number
  /** Begins with the rows of further attempts. */
  startsMerged?: boolean
  onClose: () => void
}

const FORMATS = [
  {
    value: 'xlsx',
    title: 'Excel',
    description: 'One sheet. Text stays text: ids keep their digits, nothing becomes a formula.',
  },
  {
    value: 'csv',
    title: 'CSV',
    description: 'For spreadsheets and scripts. Every value exactly as it was answered.',
  },
  { value: 'jsonl', title: 'JSONL', description: 'The lines of the results as the server sent them.' },
  {
    value: 'merged',
    title: 'JSONL with requests',
    description: 'One line for every row: id, outcome, request and result.',
  },
] as const

type Format = (typeof FORMATS)[number]['value']

const EXTENSIONS = { xlsx: 'xlsx', csv: 'csv', jsonl: 'jsonl', merged: 'jsonl' } satisfies Record<
  Format,
  string
>

/** Takes the rows home: which, in what form, with which columns. */
export function ExportDialog({ session, connection, batch, title, onClose, ...rows }: ExportDialogProps) {
  const { query, status, rowsFiltered, startsMerged = false } = rows
  const { rowsListed } = status
  const { state, start, stop } = useExport(session, batch.completion_window)
  const attempts = useMergeChoice({ connection, batch, session, status }, startsMerged)
  const { merged } = attempts
  const fields = useFieldNames(session, merged, holdsEveryRow(status) ? status.version : null)
  const [format, setFormat] = useState<Format>('xlsx')
  const [extent, setExtent] = useState<'filtered' | 'all'>(narrows(query) ? 'filtered' : 'all')
  const [changes, setChanges] = useState<readonly ColumnChange[]>([])
  const [isAnsweredChosen, chooseAnswered] = useState<boolean | null>(null)
  const [hasMark, setMark] = useState(false)
  const [isGuarded, setGuarded] = useState(false)

  const isPartial = !holdsEveryRow(status) || merged?.isPartial === true
  // What is still to come may be words.
  const found = { ...fields.found, hasOther: fields.found.hasOther || isPartial }
  const entries = changes.reduce(changeColumns, columnEntries(found, attempts.isMerging))
  const columns = entries.filter(({ isChosen }) => isChosen).map(({ column }) => column)
  const isTable = format === 'csv' || format === 'xlsx'
  const isWriting = state.kind === 'writing'
  const chosen = extent === 'all' ? { ...ALL_ROWS, sort: query.sort } : query
  const rowsChosen = extent === 'all' ? rowsListed : rowsFiltered
  const withResult = useWithResult(session, chosen, status.version)
  const lacksResults = !attempts.isMerging && (withResult === null ? isPartial : withResult < rowsChosen)
  // A row without a result has no line that the server could have sent.
  const isAnsweredOnly = lacksResults && (format === 'jsonl' || (isAnsweredChosen ?? status.batchRuns))
  const rowsWanted = isAnsweredOnly ? withResult : rowsChosen

  function planOf(): ExportPlan {
    if (format === 'csv') return { format, columns, bom: hasMark, isGuarded }
    return format === 'xlsx' ? { format, columns } : { format }
  }

  function reasonToWait(): string | undefined {
    if (attempts.reasonToWait !== null) return attempts.reasonToWait
    if (rowsWanted === null) return 'The rows are being counted.'
    if (isAnsweredOnly && rowsWanted === 0) return 'No row has a result yet.'
    if (!isTable) return undefined
    if (!fields.isSettled) return 'The answers are being looked through for fields.'
    return columns.length === 0 ? 'Choose at least one column.' : undefined
  }

  const what = extentWords(chosen)
  const form = format === 'merged' ? ' with requests' : ''
  const name = `${title} ${attempts.isMerging ? 'merged ' : ''}${what.toLowerCase()}${form}${isPartial ? ' (partial)' : ''}.${EXTENSIONS[format]}`

  function close() {
    stop()
    onClose()
  }

  return (
    <Dialog
      open
      size="lg"
      onClose={close}
      title="Export rows"
      footer={
        isWriting ? (
          <Button onClick={stop}>Stop</Button>
        ) : (
          <>
            <Button onClick={close}>{state.kind === 'done' ? 'Close' : 'Cancel'}</Button>
            <Button
              variant="primary"
              icon={Download}
              disabledReason={reasonToWait()}
              onClick={() => void start({ plan: planOf(), query: chosen, isAnsweredOnly, name, merged })}
            >
              {rowsWanted === null ? 'Export rows' : `Export ${formatQuantity(rowsWanted, 'row')}`}
            </Button>
          </>
        )
      }
    >
      <div className="grid gap-5">
        {state.kind === 'done' || state.kind === 'failed' ? <ExportEnd state={state} /> : null}
        {isWriting ? (
          <div role="status" className="grid gap-2">
            <p className="tabular-nums">
              {formatCount(state.rowsDone)} of {formatQuantity(state.rowsAll, 'row')}
            </p>
            <ProgressBar
              total={state.rowsAll}
              completed={state.rowsDone}
              failed={0}
              active
              label={`${formatCount(state.rowsDone)} of ${formatQuantity(state.rowsAll, 'row')} written`}
            />
          </div>
        ) : (
          <>
            {isPartial ? (
              <p className="text-ink-muted">
                Rows are still missing: the file holds what is here now, and its name says so.
              </p>
            ) : null}
            {!narrows(query) ? null : (
              <SegmentedControl
                label="Rows"
                value={extent}
                onValueChange={setExtent}
                options={[
                  { value: 'filtered', label: `${extentWords(query)} (${formatCount(rowsFiltered)})` },
                  { value: 'all', label: `All (${formatCount(rowsListed)})` },
                ]}
              />
            )}
            <MergeChoiceField choice={attempts} />
            {!lacksResults ? null : format === 'jsonl' ? (
              <p className="text-ink-muted">
                {resultWords(withResult, rowsChosen, status.batchRuns)} The others have no line.
              </p>
            ) : (
              <CheckboxField
                label="Only rows with a result"
                hint={`${resultWords(withResult, rowsChosen, status.batchRuns)} The others would be empty rows.`}
                checked={isAnsweredOnly}
                onChange={(event) => chooseAnswered(event.target.checked)}
              />
            )}
            <ChoiceCards legend="Format" value={format} options={FORMATS} onValueChange={setFormat} />
            {format === 'csv' ? (
              <div className="grid gap-3">
                <CheckboxField
                  label="Begin with a byte order mark"
                  hint="Excel then reads accents and other scripts right. Some scripts stumble over it."
                  checked={hasMark}
                  onChange={(event) => setMark(event.target.checked)}
                />
                <CheckboxField
                  label="Safe for spreadsheets"
                  hint="Text that a spreadsheet would run as a formula begins with an apostrophe then. Numbers stay as they are."
                  checked={isGuarded}
                  onChange={(event) => setGuarded(event.target.checked)}
                />
              </div>
            ) : null}
            {isTable ? (
              fields.isSettled ? (
                <>
                  <AskTrouble what="The fields of the answers" asked={fields.asked} />
                  <ColumnChooser
                    entries={entries}
                    onChange={(change) => setChanges((before) => [...before, change])}
                  />
                </>
              ) : (
                // As high as the list that takes its place.
                <div>
                  <p role="status" className="mb-1.5 text-sm font-medium text-ink-muted">
                    Looking through the answers for fields …
                  </p>
                  <div aria-hidden className="h-72 rounded-md border border-line bg-sunken" />
                </div>
              )
            ) : null}
          </>
        )}
      </div>
    </Dialog>
  )
}

/** How many rows have a result. */
function resultWords(withResult: number | null, rows: number, isRunning: boolean): string {
  if (withResult === null) return 'The results are being counted.'
  return `${formatCount(withResult)} of ${formatQuantity(rows, 'row')} ${withResult === 1 ? 'has' : 'have'} one${isRunning ? ' so far' : ''}.`
}

/** Which rows a query finds, in one or two words. */
function extentWords(query: RowQuery): string {
  if (narrowsBeyondOutcome(query)) return 'Found rows'
  return query.outcome === null ? 'Rows' : FILTER_FACTS[query.outcome].label
}
