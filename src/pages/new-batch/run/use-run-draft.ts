import { useState } from 'react'
import type { MetadataPair } from '~/domain/metadata-rules'
import { wordsOfFilledIn } from '~/domain/prepared-work'
import type { EditedPair } from './metadata-editor'
import type { CompletionWindow } from '../../shared/estimate/window-price'

/** What the form holds while a person fills it in. */
export interface RunDraft {
  title: string
  setTitle: (title: string) => void
  completionWindow: CompletionWindow
  setCompletionWindow: (completionWindow: CompletionWindow) => void
  pairs: EditedPair[]
  setPairs: (pairs: EditedPair[]) => void
  /** What a person has filled in, in words: it is lost with the form. */
  losses: readonly string[]
}

/** What the form begins with. */
export interface RunStart {
  title: string
  completionWindow: CompletionWindow
  pairs: readonly MetadataPair[]
}

const EMPTY: RunStart = { title: '', completionWindow: '24h', pairs: [] }

/** The state of the form, for whoever keeps it longer than the form is there. */
export function useRunDraft(start: RunStart = EMPTY): RunDraft {
  const [title, setTitle] = useState(start.title)
  const [completionWindow, setCompletionWindow] = useState(start.completionWindow)
  const [pairs, setPairs] = useState<EditedPair[]>(() => start.pairs.map((pair, id) => ({ ...pair, id })))
  const losses = wordsOfFilledIn({ title, pairs }, start)
  return { title, setTitle, completionWindow, setCompletionWindow, pairs, setPairs, losses }
}
