import { useEffect, useState } from 'react'
import type { LinesSession } from '~/workers/lines/session'

/** How far a search is. */
export interface LineSearchState {
  /** Line numbers in order. */
  hits: readonly number[]
  searchedBytes: number
  isDone: boolean
}

const NOTHING: LineSearchState = { hits: [], searchedBytes: 0, isDone: false }

/** The hits of the words as they are found, in the whole file. @param words empty for no search */
export function useLineSearch(session: LinesSession, words: string): LineSearchState {
  const [state, setState] = useState({ session, words, found: NOTHING })
  useEffect(() => {
    // The worker searches.
    if (words === '') return undefined
    const searching = new AbortController()
    let found = NOTHING
    const show = (changes: Partial<LineSearchState>) => {
      found = { ...found, ...changes }
      setState({ session, words, found })
    }
    show({})
    session
      .search(
        words,
        (lines, searchedBytes) => show({ hits: [...found.hits, ...lines], searchedBytes }),
        searching.signal,
      )
      .then(
        () => show({ isDone: true }),
        // The state of the session says what is wrong.
        () => undefined,
      )
    return () => searching.abort()
  }, [session, words])
  return state.session === session && state.words === words ? state.found : NOTHING
}
