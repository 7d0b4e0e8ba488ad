import { describe, expect, it } from 'vitest'
import { answeredRow } from '../export/testing/rows.ts'
import { comparisonCsvHead, comparisonCsvLines } from './comparison-csv.ts'

const plan = {
  left: { tier: '24h', model: '' },
  right: { tier: '1h', model: '' },
  ownPrices: [],
  isGuarded: false,
}

describe('a comparison as CSV', () => {
  it('tells of both sides, with exact costs by the window of each', () => {
    expect(comparisonCsvHead()).toBe(
      'custom_id,row,comparison,outcome_a,outcome_b,answer_a,answer_b,error_a,error_b,tokens_in_a,tokens_in_b,tokens_out_a,tokens_out_b,cost_usd_a,cost_usd_b,model_a,model_b\r\n',
    )
    const row = {
      customId: 'row-1',
      verdict: 'changed',
      left: answeredRow(0, 'Yes, "so"'),
      right: answeredRow(4, 'No'),
    } as const
    expect(comparisonCsvLines([row], plan)).toBe(
      'row-1,1,Changed,Succeeded,Succeeded,"Yes, ""so""",No,,,7,7,3,3,0.00000108,0.00000133,Qwen/Qwen3.5-9B,Qwen/Qwen3.5-9B\r\n',
    )
  })

  it('leaves a side empty that has no such row, and guards what a spreadsheet would run', () => {
    const alone = {
      customId: '=id',
      verdict: 'only_right',
      left: null,
      right: answeredRow(1, '=1+1'),
    } as const
    expect(comparisonCsvLines([alone], { ...plan, isGuarded: true })).toMatch(
      /^'=id,b2,Only in B,,Succeeded,,'=1\+1,/,
    )
    expect(comparisonCsvLines([alone, alone], plan).split('\r\n')).toHaveLength(3)
  })
})
