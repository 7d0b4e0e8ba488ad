import { excerptOf } from './excerpt.ts'

/** A line of a list, what it stands for, and how many characters of it a narrow cell shows. */
interface LineSource {
  line: string
  texts: readonly string[]
  room: number
}

/**
 * What the lines of a row are made from: request, answer, then fields of a structured answer in the order in which the
 * list asks for them. `null` for what is not looked in.
 */
export type RowSources = readonly (LineSource | null)[]

/** The lines, each beginning shortly before what was found in it; `null` where nothing was. */
export type RowExcerpts = readonly (string | null)[]

/** The excerpts of a row. @param sought without the flag `g` */
export function rowExcerpts(sources: RowSources, sought: RegExp): RowExcerpts {
  return sources.map((source) => source && excerptOf(source.line, source.texts, sought, source.room))
}
