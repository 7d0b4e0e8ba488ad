import { formatUsd, type Money } from '~/domain/money'
import { formatCount } from '~/lib/format'

/** By how much B differs from A, in figures and as a share; the share is empty where it says nothing. */
export interface DifferenceWords {
  amount: string
  share: string
}

const NONE: DifferenceWords = { amount: 'the same', share: '' }

/** "+1,204", "12% more". */
export function countDifference(left: number, right: number): DifferenceWords {
  if (left === right) return NONE
  const amount = `${right > left ? '+' : '−'}${formatCount(Math.abs(right - left))}`
  return { amount, share: shareOf(BigInt(left), BigInt(right)) }
}

/** "−$0.0031", "62% less". */
export function moneyDifference(left: Money, right: Money): DifferenceWords {
  if (left === right) return NONE
  return { amount: `${right > left ? '+' : ''}${formatUsd(right - left)}`, share: shareOf(left, right) }
}

function shareOf(left: bigint, right: bigint): string {
  if (left <= 0n || right <= 0n) return ''
  const percent = Number((right * 1000n) / left) / 10
  if (percent >= 200) return `${(percent / 100).toFixed(1)} times`
  const share = Math.round(Math.abs(100 - percent))
  return share === 0 ? '' : `${share}% ${percent > 100 ? 'more' : 'less'}`
}
