import { type ComponentType, lazy, Suspense, useMemo } from 'react'
import { type MarkdownGate, markdownGate } from '~/domain/results/markdown-gate'
import { LongText } from './long-text'

// A text that cannot be rendered, because the network is gone or the parser fails, is still there to read.
const Rendered = lazy(async (): Promise<{ default: ComponentType<{ text: string }> }> => {
  try {
    return { default: (await import('./rendered-markdown')).RenderedMarkdown }
  } catch {
    return { default: LongText }
  }
})

const GATE_WORDS = {
  long: 'This text is too long to be shown as Markdown, so it stands as it was written.',
  tangled: 'The Markdown of this text is too tangled to be shown, so it stands as it was written.',
} satisfies Record<MarkdownGate, string>

/** Markdown as it is meant; as it was written while the renderer is on its way, and where it is too much. */
export function MarkdownText({ text }: { text: string }) {
  // A live row is drawn a few times a second, and looking 60 KB through takes milliseconds.
  const gate = useMemo(() => markdownGate(text), [text])
  if (gate !== null) {
    return (
      <>
        <p className="text-sm text-ink-muted">{GATE_WORDS[gate]}</p>
        <LongText text={text} />
      </>
    )
  }
  return (
    <Suspense fallback={<LongText text={text} />}>
      <Rendered text={text} />
    </Suspense>
  )
}
