import { Check, Copy, Pencil, X } from 'lucide-react'
import { IconButton } from '~/ui/button'
import { useCopied } from '~/ui/use-copied'
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
            <Td className="@min-[45rem]:w-2/5">
              <span className="font-medium">{row.id}</span>
              <div className="flex flex-wrap items-center gap-x-3 text-sm text-ink-muted">
                {notesOf(row).map((note) => (
                  <span key={note}>{note}</span>
                ))}
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
              <CopyName id={row.id} />
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

/** Copies the name of a model, as requests must write it. */
function CopyName({ id }: { id: string }) {
  const { outcome, copy } = useCopied()
  const looks = {
    idle: { icon: Copy, label: `Copy ${id}` },
    copied: { icon: Check, label: 'Copied' },
    refused: { icon: X, label: 'Not allowed: select and copy by hand' },
  }
  return <IconButton {...looks[outcome]} size="sm" onClick={() => void copy(id)} />
}

function notesOf(row: ModelRow): string[] {
  const kind = row.kind === null ? null : KIND_WORDS[row.kind]
  const standing = row.standing === 'not_listed' ? 'Not listed for your key' : null
  return [kind, standing].filter((note) => note !== null)
}
