import { type ComponentProps, isValidElement, memo, type ReactNode } from 'react'
import Markdown, { type Components } from 'react-markdown'
import remarkGfm from 'remark-gfm'
import { hiddenHost, linkAddress } from '~/domain/results/link-address'
import { withCodes } from '~/domain/results/invisible'
import { LongText } from './long-text'
import { RemoteImage } from './remote-image'

const PLUGINS = [remarkGfm]

/**
 * Markdown as elements. HTML in it stays text, links lead to the web or to mail only, images wait for a click.
 * Memoised: a live row is drawn a few times a second.
 */
export const RenderedMarkdown = memo(function RenderedMarkdown({ text }: { text: string }) {
  return (
    <div dir="auto" className="grid min-w-0 gap-2.5 wrap-anywhere">
      {render(text)}
    </div>
  )
})

function render(text: string): ReactNode {
  try {
    // Called, not mounted: what the parser throws is caught here. It uses no hooks.
    return Markdown({
      children: withCodes(text),
      remarkPlugins: PLUGINS,
      components: COMPONENTS,
      urlTransform: (address) => address,
    })
  } catch {
    return <LongText text={text} />
  }
}

/** Headings of an answer are none of the page: they would break its outline. */
function Heading({ children }: { children?: ReactNode }) {
  return <p className="pt-1 font-semibold">{children}</p>
}

const COMPONENTS: Components = {
  a: ({ href, children }) => <AnswerLink href={href}>{children}</AnswerLink>,
  img: ({ src }) => (typeof src === 'string' ? <RemoteImage url={src} /> : null),
  h1: Heading,
  h2: Heading,
  h3: Heading,
  h4: Heading,
  h5: Heading,
  h6: Heading,
  // An image that waits for a click is a paragraph of its own.
  p: ({ children }) => <div>{children}</div>,
  ul: ({ children }) => <ul className="grid list-disc gap-1 pl-5">{children}</ul>,
  ol: ({ children, start }) => (
    <ol start={start} className="grid list-decimal gap-1 pl-6 tabular-nums">
      {children}
    </ol>
  ),
  blockquote: ({ children }) => (
    <blockquote className="grid gap-2 border-l-2 border-line-strong pl-3 text-ink-muted">
      {children}
    </blockquote>
  ),
  hr: () => <hr className="border-line" />,
  pre: ({ children }) => (
    <pre className="rounded-sm bg-sunken px-3 py-2 font-mono text-xs leading-5 whitespace-pre-wrap wrap-anywhere [&_code]:bg-transparent [&_code]:p-0">
      {children}
    </pre>
  ),
  code: ({ children }) => <code className="rounded-sm bg-sunken px-1 font-mono text-xs">{children}</code>,
  input: ({ checked }) => <span>{checked === true ? '☑' : '☐'}</span>,
  section: ({ children }) => <div className="border-t border-line pt-2 text-sm">{children}</div>,
  table: ({ children }) => (
    // A wide table scrolls, so the keyboard must reach it (WCAG 2.1.1).
    <div
      role="region"
      aria-label="Table of the answer"
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a scrolling region
      tabIndex={0}
      className="max-w-full overflow-x-auto"
    >
      <table className="border-collapse text-sm">{children}</table>
    </div>
  ),
  th: ({ children, style }) =>
    children === undefined ? (
      <td className={CELL}>{children}</td>
    ) : (
      <th scope="col" style={style} className={`${CELL} text-left font-semibold`}>
        {children}
      </th>
    ),
  td: ({ children, style }) => (
    <td style={style} className={CELL}>
      {children}
    </td>
  ),
}

/** The words of some elements. */
function textOf(node: ReactNode): string {
  if (typeof node === 'string' || typeof node === 'number') return String(node)
  if (Array.isArray(node)) return node.map(textOf).join('')
  return isValidElement<{ children?: ReactNode }>(node) ? textOf(node.props.children) : ''
}

const CELL = 'border-b border-line py-1 pr-4 align-top'

/** A link that may be followed shows where it leads; any other one is text beside its address. */
function AnswerLink({ href, children }: Pick<ComponentProps<'a'>, 'href' | 'children'>) {
  const address = linkAddress(href ?? '')
  if (address === null) {
    return (
      <span>
        {children} <span className="text-ink-muted">(a link that is not followed)</span>
      </span>
    )
  }
  const host = hiddenHost(textOf(children), address)
  return (
    <>
      <a
        href={address}
        title={address}
        target="_blank"
        rel="noopener noreferrer nofollow"
        className="text-accent underline underline-offset-4"
      >
        {children}
      </a>
      {host === null ? null : <span className="text-warning"> (leads to {host})</span>}
    </>
  )
}
