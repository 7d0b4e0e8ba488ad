import { Download } from 'lucide-react'
import { useEffect, useState } from 'react'
import type { ComparisonSummary } from '~/domain/compare/summary'
import { VERDICT_FACTS } from '~/domain/compare/verdict'
import { formatCount, formatQuantity } from '~/lib/format'
import { useUrlState } from '~/lib/url-state'
import { useSettledText } from '~/lib/use-settled-text'
import { useAnnounce } from '~/ui/announcer'
import { Button } from '~/ui/button'
import { SearchField } from '~/ui/field'
import { SplitView } from '~/ui/split-view'
import { useMediaQuery } from '~/ui/use-media-query'
import type { CompareSession } from '~/workers/compare/compare-session'
import { lateDialog } from '../shared/rows/late-part'
import { useAsked } from '../shared/rows/use-asked'
import type { ComparedSide } from './compared-batch'
import { ComparedList } from './compared-list'
import { ComparedPanel } from './compared-panel'
import { Ledger } from './ledger'
import { Remarks } from './remarks'
import { CompareUrl } from './url-schema'
import { VerdictFilter } from './verdict-filter'

const CsvDialog = lateDialog(
  'Export the comparison',
  'The export',
  async () => (await import('./csv-dialog')).CsvDialog,
)

/** List and row fill most of the screen, and scroll by themselves. */
const PANE = 'h-[max(22rem,calc(100dvh-14rem))] overflow-y-auto'

interface ComparedRowsProps {
  session: CompareSession
  state: { summary: ComparisonSummary; version: number }
  left: ComparedSide
  right: ComparedSide
}

/** The comparison in figures, and its rows. */
export function ComparedRows({ session, state: { summary, version }, left, right }: ComparedRowsProps) {
  const [url, changeUrl] = useUrlState(CompareUrl)
  const [search, typeSearch] = useSettledText(url.search, (text) =>
    changeUrl({ search: text, row: '' }, { replace: true }),
  )
  const [isExporting, setExporting] = useState(false)
  const isWide = useMediaQuery('(min-width: 64rem)')
  const query = { filter: url.filter, search: url.search }
  const asked = JSON.stringify(query)
  const counted = useAsked(JSON.stringify([asked, version]), async (signal) => ({
    asked,
    total: (await session.rows(0, 0, query, signal)).total,
  }))
  const found = useAsked(
    url.row === '' ? null : JSON.stringify([url.row, asked, version]),
    async (signal) => ({
      key: url.row,
      place: await session.place(url.row, query, signal),
    }),
  )
  const isFound = found !== null && found.key === url.row
  const place = isFound ? found.place : null
  const announce = useAnnounce()
  const { same, changed } = summary.verdicts
  const spoken = `${formatQuantity(same, 'row')} the same, ${formatCount(changed)} changed`
  useEffect(() => {
    // The live region belongs to the whole page.
    announce(spoken, 'live')
  }, [announce, spoken])
  const rowCount = counted?.asked === asked ? counted.total : null
  return (
    <>
      <Ledger left={left} right={right} summary={summary} />
      <Remarks left={left} right={right} summary={summary} />
      <section aria-label="Rows" className="grid min-w-0 gap-3">
        <div className="flex min-w-0 flex-wrap items-center justify-between gap-3">
          <VerdictFilter summary={summary} url={url} />
          <div className="flex grow items-center justify-end gap-3 sm:grow-0">
            <SearchField
              label="Search by custom_id"
              value={search}
              onValueChange={typeSearch}
              shortcutHint="/"
              className="grow sm:w-64"
            />
            <Button
              icon={Download}
              disabledReason={rowCount === 0 ? 'There are no rows to export here.' : undefined}
              onClick={() => setExporting(true)}
            >
              Export
            </Button>
          </div>
        </div>
        <SplitView
          detailLabel={`Row ${place?.row.customId ?? url.row}`}
          onCloseDetail={() => changeUrl({ row: '' })}
          list={
            rowCount === 0 ? (
              <p className="border-y border-line py-8 text-ink-muted">{emptyWords(url)}</p>
            ) : (
              <ComparedList
                session={session}
                left={left}
                right={right}
                version={version}
                query={query}
                url={url}
                rowCount={rowCount ?? 0}
                openIndex={place?.index ?? null}
                isCompact={!isWide || url.row !== ''}
                className={PANE}
              />
            )
          }
          detail={
            url.row === '' ? null : (
              <div className={isWide ? PANE : undefined}>
                <ComparedPanel
                  session={session}
                  left={left}
                  right={right}
                  place={place}
                  isMissing={isFound && place === null}
                  view={url.view}
                  onOpen={(row) => changeUrl({ row }, { replace: true })}
                  onView={(view) => changeUrl({ view }, { replace: true })}
                  onClose={() => changeUrl({ row: '' })}
                />
              </div>
            )
          }
        />
      </section>
      {isExporting ? (
        <CsvDialog
          session={session}
          left={left}
          right={right}
          query={query}
          rowCount={rowCount ?? 0}
          onClose={() => setExporting(false)}
        />
      ) : null}
    </>
  )
}

function emptyWords({ filter, search }: CompareUrl): string {
  if (search !== '') return 'No custom_id under this filter holds these characters.'
  if (filter === 'all') return 'Neither batch has rows yet.'
  if (filter === 'outcome') return 'No row ended otherwise.'
  return `No row stands under “${VERDICT_FACTS[filter].label}”.`
}
