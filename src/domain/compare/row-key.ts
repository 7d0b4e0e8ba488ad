/** Names a compared row: its number in A, from 1; of a row that only B has "b" and its number there. */
export function rowKeyOf(left: number, right: number): string {
  return left === -1 ? `b${right + 1}` : String(left + 1)
}

/** What a name of `rowKeyOf` stands for, `null` for any other text. Rows count from 0. */
export function readRowKey(key: string): { side: 'left' | 'right'; row: number } | null {
  const [, b, number] = /^(b?)([1-9]\d{0,8})$/.exec(key) ?? []
  return number === undefined ? null : { side: b === 'b' ? 'right' : 'left', row: Number(number) - 1 }
}
