import { useMemo } from 'react'
import { isJsonDocument } from '~/domain/results/json'
import { hasMarkdown } from '~/domain/results/markdown-gate'
import { changeSettings, useSettings } from '~/lib/settings'
import { Button } from '~/ui/button'
import { JsonTree } from './json-tree'
import { LongText } from './long-text'
import { MarkdownText } from './markdown-text'

/** Longest JSON that is shown as a tree, in characters. */
const LONGEST_TREE = 1_000_000

type Form = 'json' | 'markdown' | 'plain'

/** The text of an answer as it is meant, JSON as a tree and Markdown rendered, or as it was written. */
export function AnswerText({ text }: { text: string }) {
  const { rendersAnswers } = useSettings()
  // A live row is drawn a few times a second, and parsing a megabyte takes milliseconds.
  const form = useMemo(() => formOf(text), [text])
  return (
    <>
      {form === 'plain' ? null : (
        <div className="-mt-1 -ml-2.5 justify-self-start">
          <Button
            size="sm"
            variant="quiet"
            onClick={() => changeSettings({ rendersAnswers: !rendersAnswers })}
          >
            {rendersAnswers ? 'Show as written' : 'Show rendered'}
          </Button>
        </div>
      )}
      {!rendersAnswers || form === 'plain' ? (
        <LongText text={text} isCode={form === 'json'} />
      ) : form === 'json' ? (
        <JsonTree json={text.trimStart()} />
      ) : (
        <MarkdownText text={text} />
      )}
    </>
  )
}

function formOf(text: string): Form {
  if (text.length <= LONGEST_TREE && isJsonDocument(text)) return 'json'
  return hasMarkdown(text.slice(0, LONGEST_TREE)) ? 'markdown' : 'plain'
}
