import { Pencil } from 'lucide-react'
import { CopyButton } from '~/ui/copy-button'
import { IconButton } from '~/ui/button'
import { Table, TableBody, TableHead, Td, Th, Tr } from '~/ui/table'
import type { ModelRow } from './model-rows'
import { PriceCell } from './price-cell'

interface ModelTableProps {
  rows: readonly ModelRow[]
  onEdit: (row: ModelRow) => void
}

const KIND_WORDS = { chat: null, ocr: 'Reads pages', embedding: 'Embeddings' } as const

/** One row a model: whether the key can use it, and what the workload costs in every tier. */
export function ModelTable({ rows, onEdit }: ModelTableProps) {
  return (
    <Table caption="Models and their prices">
      <TableHead>
        <Th>Model</Th>
        <Th numeric>Within 24 hours</Th>
        <Th numeric>Within 1 hour</Th>
        <Th numeric>Realtime</Th>
        <Th>
          <span className="sr-only">Your price</span>
        </Th>
      </TableHead>
      <TableBody>
        {rows.map((row) => (
          <Tr key={row.id}>
            <Td className="@min-[45rem]:w-1/2">
              <span className="font-medium">{row.id}</span>
              <div className="flex flex-wrap items-center gap-x-3 text-sm text-ink-muted">
                {notesOf(row).map((note) => (
                  <span key={note}>{note}</span>
                ))}
                <span className="-ml-2.5 first:ml-[-0.625rem]">
                  <CopyButton text={row.id} label="Copy name" />
                </span>
              </div>
            </Td>
            <Td numeric label="24 hours">
              <PriceCell row={row} tier="24h" />
            </Td>
            <Td numeric label="1 hour">
              <PriceCell row={row} tier="1h" />
            </Td>
            <Td numeric label="Realtime">
              <PriceCell row={row} tier="realtime" />
            </Td>
            <Td className="whitespace-nowrap">
              <IconButton
                icon={Pencil}
                size="sm"
                label={`Set your price of ${row.id}`}
                onClick={() => onEdit(row)}
              />
            </Td>
          </Tr>
        ))}
      </TableBody>
    </Table>
  )
}

function notesOf(row: ModelRow): string[] {
  const kind = row.kind === null ? null : KIND_WORDS[row.kind]
  const standing = row.standing === 'not_listed' ? 'Not listed for your key' : null
  return [kind, standing].filter((note) => note !== null)
}
