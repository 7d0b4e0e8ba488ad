import { OUTCOME_FACTS } from '~/domain/results/outcome'
import { type RowQuery, STILL_OPEN } from '~/results/row-query'

/** Name and meaning of everything that rows can be filtered by among the outcomes. */
export const FILTER_FACTS = {
  ...OUTCOME_FACTS,
  [STILL_OPEN]: {
    label: 'No usable answer yet',
    meaning: 'Neither this batch nor a later one that tried these rows again has an answer that can be used.',
  },
} satisfies Record<NonNullable<RowQuery['outcome']>, { label: string; meaning: string }>
