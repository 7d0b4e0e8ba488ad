import type { ReactNode } from 'react'
import { formatUsd, type Money } from '~/domain/money'
import type { UseGroup, UseSum } from '~/domain/usage-roll-up/roll-up'
import { formatCount } from '~/lib/format'
import { Table, TableBody, TableHead, Td, Th, Tr } from '~/ui/table'

interface GroupTableProps {
  caption: string
  /** The first column's heading. */
  heading: string
  groups: readonly UseGroup[]
  nameOf: (key: string) => ReactNode
}

/** Sums as a ledger: one line a day or a model, with a bar for its share of the dearest one. */
export function GroupTable({ caption, heading, groups, nameOf }: GroupTableProps) {
  const most = groups.reduce<Money>((highest, { sum }) => (sum.cost > highest ? sum.cost : highest), 0n)
  return (
    <Table caption={caption}>
      <TableHead>
        <Th>{heading}</Th>
        <Th numeric>Spent</Th>
        <Th numeric>Saved</Th>
        <Th numeric>Batches</Th>
        <Th numeric>Rows</Th>
        <Th numeric>Tokens in</Th>
        <Th numeric>Tokens out</Th>
      </TableHead>
      <TableBody>
        {groups.map(({ key, sum }) => (
          <Tr key={key}>
            <Td className="@min-[45rem]:w-2/5">
              <span className="font-medium">{nameOf(key)}</span>
              <ShareBar part={sum.cost} most={most} />
            </Td>
            <Td numeric label="Spent">
              <Spent sum={sum} />
            </Td>
            <Td numeric label="Saved">
              {sum.withoutRealtime === sum.batches ? (
                <NotKnown />
              ) : (
                <span className={sum.saved > 0n ? 'text-success' : undefined}>{formatUsd(sum.saved)}</span>
              )}
            </Td>
            <Td numeric label="Batches">
              {formatCount(sum.batches)}
            </Td>
            <Td numeric label="Rows">
              {formatCount(sum.rows)}
            </Td>
            <Td numeric label="Tokens in">
              {sum.withoutTokens === sum.batches ? <NotKnown /> : formatCount(sum.inputTokens)}
            </Td>
            <Td numeric label="Tokens out">
              {sum.withoutTokens === sum.batches ? <NotKnown /> : formatCount(sum.outputTokens)}
            </Td>
          </Tr>
        ))}
      </TableBody>
    </Table>
  )
}

/** A sum of which a part is not known says so. */
function Spent({ sum }: { sum: UseSum }) {
  if (sum.withoutCost === sum.batches) return <NotKnown />
  return (
    <>
      {sum.withoutCost > 0 ? <span className="text-ink-muted">at least </span> : null}
      {formatUsd(sum.cost)}
    </>
  )
}

function NotKnown() {
  return <span className="text-ink-muted">not known</span>
}

function ShareBar({ part, most }: { part: Money; most: Money }) {
  if (most <= 0n || part <= 0n) return null
  return (
    <span aria-hidden className="mt-1.5 block h-1 rounded-full bg-sunken">
      <span
        className="block h-full min-w-0.5 rounded-full bg-accent-solid"
        style={{ width: `${Number((part * 1000n) / most) / 10}%` }}
      />
    </span>
  )
}
