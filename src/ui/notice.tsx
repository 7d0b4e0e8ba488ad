import { CircleAlert, CircleCheck, Info, TriangleAlert } from 'lucide-react'
import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import { classNames } from './class-names.ts'

type NoticeTone = 'info' | 'success' | 'warning' | 'danger'

const LOOKS = {
  info: { icon: Info, edge: 'border-accent', text: 'text-accent' },
  success: { icon: CircleCheck, edge: 'border-success', text: 'text-success' },
  warning: { icon: TriangleAlert, edge: 'border-warning', text: 'text-warning' },
  danger: { icon: CircleAlert, edge: 'border-danger', text: 'text-danger' },
} satisfies Record<NoticeTone, { icon: LucideIcon; edge: string; text: string }>

interface NoticeProps {
  tone: NoticeTone
  /** What happened. */
  title: ReactNode
  /** What was kept and what to do. */
  children?: ReactNode
  /** Buttons or links, the way out first. */
  actions?: ReactNode
  /** Raw text for experts, folded. */
  details?: string | undefined
  /** Spoken when it appears: `assertive` only for what stops the person's own action. */
  live?: 'polite' | 'assertive' | undefined
}

/** A message inside the page, in its place, that stays until its reason is gone. */
export function Notice({ tone, title, children, actions, details, live }: NoticeProps) {
  const { icon: Icon, edge, text } = LOOKS[tone]
  return (
    <div
      role={live === undefined ? undefined : live === 'assertive' ? 'alert' : 'status'}
      className={classNames('flex gap-3 border-l-2 bg-sunken py-3 pr-4 pl-3.5', edge)}
    >
      <Icon aria-hidden className={classNames('mt-0.5 size-4 shrink-0', text)} strokeWidth={2} />
      <div className="min-w-0 grow space-y-2">
        <p className="font-semibold wrap-anywhere">{title}</p>
        {children ? <div className="max-w-prose text-ink-muted wrap-anywhere">{children}</div> : null}
        {details ? <Details text={details} /> : null}
        {actions ? <div className="flex flex-wrap gap-2 pt-1">{actions}</div> : null}
      </div>
    </div>
  )
}

/** Raw text behind "Details". */
function Details({ text }: { text: string }) {
  return (
    <details>
      <summary className="w-fit text-sm text-ink-muted underline decoration-line-strong underline-offset-4 hover:text-ink">
        Details
      </summary>
      {/* Scrolls when long, so the keyboard must reach it (WCAG 2.1.1). */}
      <pre
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a scrolling region
        tabIndex={0}
        className="mt-2 max-h-48 overflow-auto rounded-sm bg-paper p-3 font-mono text-xs whitespace-pre-wrap wrap-anywhere"
      >
        {text}
      </pre>
    </details>
  )
}

interface EmptyStateProps {
  title: ReactNode
  children: ReactNode
  actions?: ReactNode
  /** Decoration beside the text on wide screens. */
  illustration?: ReactNode
}

/** What a list says when there is nothing in it: what belongs here and how to get it. */
export function EmptyState({ title, children, actions, illustration }: EmptyStateProps) {
  return (
    <div className="flex items-center justify-between gap-12 border-y border-line py-12">
      <div className="max-w-xl min-w-0 space-y-3">
        <h2 className="text-xl font-semibold tracking-tight text-balance">{title}</h2>
        <div className="space-y-3 text-ink-muted">{children}</div>
        {actions ? <div className="flex flex-wrap gap-3 pt-3">{actions}</div> : null}
      </div>
      {illustration ? (
        <div aria-hidden className="hidden shrink-0 text-line-strong lg:block">
          {illustration}
        </div>
      ) : null}
    </div>
  )
}
