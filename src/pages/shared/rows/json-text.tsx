import { useMemo } from 'react'
import { isJsonDocument } from '~/domain/results/json'
import { prettyJson } from '~/domain/results/pretty-json'
import { LongText } from './long-text'

/** Longest JSON that is laid out for reading, in characters, and longest result of that. */
const LONGEST_JSON = 200_000
const LONGEST_PRETTY = 800_000

interface JsonTextProps {
  json: string
}

/** JSON laid out over lines; text that is no JSON, or too long to lay out, as it is. */
export function JsonText({ json }: JsonTextProps) {
  // A live row is drawn a few times a second, and laying out 200 KB takes milliseconds.
  const pretty = useMemo(() => layOut(json), [json])
  return <LongText text={pretty ?? json} isCode />
}

/** `null` when there is nothing to lay out. */
function layOut(json: string): string | null {
  if (json.length > LONGEST_JSON || !isJsonDocument(json)) return null
  return prettyJson(json, LONGEST_PRETTY).text
}
