import type { ComponentProps, ReactNode } from 'react'
import { classNames } from './class-names.ts'

interface TableProps {
  /** What the table shows, read out and not drawn. */
  caption: string
  /** `<thead>` and `<tbody>` of `Tr`, `Th` and `Td`. */
  children: ReactNode
  /** Of so many columns that the rows are cards up to 960 px. */
  broad?: boolean | undefined
  className?: string | undefined
}

/**
 * A ledger: hairlines between rows, the header sticks. Where its place is narrower than 720 px each row
 * becomes a card: the first cell is its title, every other `Td` a pair of its `label` and its value, in two
 * columns while there is room.
 */
export function Table({ caption, children, broad = false, className }: TableProps) {
  return (
    <div className={broad ? '@container/broad-ledger' : '@container/ledger'}>
      <table className={classNames('block w-full border-collapse as-table:table', className)}>
        <caption className="sr-only">{caption}</caption>
        {children}
      </table>
    </div>
  )
}

/** The head of a `Table`: one row of `Th`. */
export function TableHead({ children }: { children: ReactNode }) {
  return (
    <thead className="sr-only as-table:not-sr-only as-table:table-header-group">
      <tr>{children}</tr>
    </thead>
  )
}

/** The rows of a `Table`. */
export function TableBody({ children }: { children: ReactNode }) {
  return (
    <tbody className="block border-t border-line-strong as-table:table-row-group as-table:border-none">
      {children}
    </tbody>
  )
}

type Align = {
  /** A column of figures: right-aligned, digits of one width. */
  numeric?: boolean | undefined
}

/** A column's heading. */
export function Th({ numeric = false, className, ...props }: Align & ComponentProps<'th'>) {
  return (
    <th
      scope="col"
      {...props}
      className={classNames(
        'sticky top-(--sticky-top,0px) z-10 h-9 border-b border-line-strong bg-paper pr-6 align-middle text-sm font-medium whitespace-nowrap text-ink-muted last:pr-0',
        numeric ? 'text-right' : 'text-left',
        className,
      )}
    />
  )
}

/** A row. To make the whole of it one link, spread `rowLink` on the link in its first cell. */
export function Tr({ className, ...props }: ComponentProps<'tr'>) {
  return (
    <tr
      {...props}
      className={classNames(
        'group/row relative grid grid-cols-1 gap-x-8 gap-y-1 border-b border-line py-3.5 has-[[data-row-link]:focus-visible]:bg-accent-wash has-[[data-row-link]:hover]:bg-sunken @min-[30rem]:grid-cols-2 as-table:table-row as-table:py-0',
        className,
      )}
    />
  )
}

interface TdProps extends Align, ComponentProps<'td'> {
  /** The column's heading once more, shown where rows are cards; leave it out on the first cell. */
  label?: string | undefined
}

/** A cell. */
export function Td({ numeric = false, label, children, className, ...props }: TdProps) {
  return (
    <td
      {...props}
      className={classNames(
        'align-middle wrap-break-word first:wrap-anywhere as-cards:flex as-cards:items-baseline as-cards:first:col-span-full as-table:py-3 as-table:pr-6 as-table:last:pr-0',
        numeric && 'tabular-nums as-table:text-right as-table:whitespace-nowrap',
        className,
      )}
    >
      {label === undefined ? null : (
        <span aria-hidden className="w-24 shrink-0 text-sm text-ink-muted as-table:hidden">
          {label}
        </span>
      )}
      <div className="min-w-0 grow">{children}</div>
    </td>
  )
}

/**
 * Spread on the link in a row's first cell: it covers the row, arrow keys move from one to the next, and what
 * else can be clicked in the row stands above it with `aboveRowLink`.
 */
export const rowLink = {
  'data-row-link': '',
  className:
    'font-medium text-ink no-underline outline-none after:absolute after:inset-0 focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-accent group-hover/row:text-accent',
} as const

/** Lifts buttons and links of a row above its `rowLink`. */
export const aboveRowLink = 'relative z-[1]'
