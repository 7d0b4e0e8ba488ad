/** What the comparison of one row can come to, in the order filters show it. */
export const VERDICTS = ['same', 'changed', 'only_left', 'only_right', 'unanswered', 'lost'] as const

/** How the rows of two batches with one `custom_id` compare. The left batch is called A, the right one B. */
export type Verdict = (typeof VERDICTS)[number]

/** Name and meaning of each verdict, in the person's words. */
export const VERDICT_FACTS = {
  same: {
    label: 'Same',
    meaning: 'Both answers say the same. JSON counts by its content, not by its order.',
  },
  changed: { label: 'Changed', meaning: 'The answers differ, or one of the rows failed.' },
  only_left: { label: 'Only in A', meaning: 'B has no row with this custom_id.' },
  only_right: { label: 'Only in B', meaning: 'A has no row with this custom_id.' },
  unanswered: { label: 'Not answered', meaning: 'At least one of the two has no result for this row.' },
  lost: { label: 'Not kept', meaning: 'A text was read but could not be kept on this device.' },
} satisfies Record<Verdict, { label: string; meaning: string }>

/** What a list of compared rows can be narrowed down to; `outcome` is for rows that ended otherwise. */
export const COMPARE_FILTERS = ['all', ...VERDICTS, 'outcome'] as const

export type CompareFilter = (typeof COMPARE_FILTERS)[number]
