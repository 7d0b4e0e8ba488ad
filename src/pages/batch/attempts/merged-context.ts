import { createContext } from 'react'
import type { MergedResults } from '~/workers/results/merged-results'

/** The batch that is shown, merged with the attempts at its rows; `null` while nobody has read them. */
export const MergedContext = createContext<MergedResults | null>(null)
