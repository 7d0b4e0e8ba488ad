import { CopyButton } from './copy-button.tsx'

interface CodeBlockProps {
  code: string
  /** What it is, for example "Python"; names the region. */
  language: string
  /** What the copy button says, for example "Copy the script". */
  copyLabel: string
}

/** Code as plain text: long lines scroll, the keyboard can scroll too, a button copies all of it. */
export function CodeBlock({ code, language, copyLabel }: CodeBlockProps) {
  return (
    <figure className="min-w-0 border-y border-line bg-sunken">
      <figcaption className="flex items-center justify-between gap-4 border-b border-line py-1 pr-1 pl-4">
        <span className="text-sm font-medium text-ink-muted">{language}</span>
        <CopyButton text={code} label={copyLabel} />
      </figcaption>
      <pre
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a scrolling region (WCAG 2.1.1)
        tabIndex={0}
        aria-label={language}
        role="region"
        className="max-h-[36rem] overflow-auto px-4 py-3 font-mono text-sm leading-5 focus-visible:-outline-offset-2"
      >
        <code>{code}</code>
      </pre>
    </figure>
  )
}
