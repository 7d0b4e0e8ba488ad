import { excerptOf, LONGEST_LOOK } from './excerpt.ts'

/** A line of a list, what it stands for, and how many characters of it a narrow cell shows. */
interface LineSource {
  line: string
  texts: readonly string[]
  room: number
}

/** What the lines of a row are made from; `null` for what is not looked in. */
export interface RowSources {
  request: LineSource | null
  answer: LineSource | null
  /** Of a structured answer, in the order in which the list asks for them. */
  fields: readonly LineSource[]
}

/** The lines of a row, each beginning shortly before what was found in it; `null` where nothing was. */
export interface RowExcerpts {
  request: string | null
  answer: string | null
  fields: readonly (string | null)[]
}

/** The excerpts of a row. @param sought without the flag `g` */
export function rowExcerpts({ request, answer, fields }: RowSources, sought: RegExp): RowExcerpts {
  const excerpt = (source: LineSource | null) =>
    source === null ? null : excerptOf(source.line, source.texts, sought, source.room)
  return { request: excerpt(request), answer: excerpt(answer), fields: fields.map(excerpt) }
}

/** What is looked through of the sources of a row, for whoever is handed a copy, and how many characters that is. */
export function lookedThrough({ request, answer, fields }: RowSources): {
  sources: RowSources
  length: number
} {
  let length = 0
  const cut = ({ line, texts, room }: LineSource): LineSource => {
    const looked = texts.map((text) => text.slice(0, LONGEST_LOOK))
    length += looked.reduce((sum, text) => sum + text.length, line.length)
    return { line, texts: looked, room }
  }
  const sources = {
    request: request === null ? null : cut(request),
    answer: answer === null ? null : cut(answer),
    fields: fields.map(cut),
  }
  return { sources, length }
}
