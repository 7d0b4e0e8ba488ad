import { useState } from 'react'

/** Rows are asked for in blocks, so that scrolling a little asks for nothing. */
export const BLOCK = 64

/** A run of rows of a list. */
export interface RowBlock {
  from: number
  count: number
}

/** The whole blocks that hold some rows of a list. @param to the row after the last one */
export function blockOf(from: number, to: number): RowBlock {
  const first = Math.floor(from / BLOCK) * BLOCK
  return { from: first, count: Math.ceil((to - first) / BLOCK) * BLOCK }
}

/** Which rows of a long list are asked for, and how to ask for those that come into sight. */
export function useBlocks(): [RowBlock, (from: number, to: number) => void] {
  const [block, setBlock] = useState<RowBlock>({ from: 0, count: BLOCK })
  const show = (from: number, to: number) => {
    const next = blockOf(from, to)
    setBlock((shown) => (shown.from === next.from && shown.count === next.count ? shown : next))
  }
  return [block, show]
}
