import { FileUp, Play, Sparkles } from 'lucide-react'
import { Link } from 'react-router'
import { paths } from '~/lib/paths'
import { buttonClass } from '~/ui/button'

const STEPS = [
  {
    title: 'Bring a file',
    text: 'One JSON request on each line (.jsonl), up to 50,000 requests or 200 MB.',
  },
  {
    title: 'Start the batch',
    text: 'Choose when you need the answers: within 24 hours at the best price, or within one hour.',
  },
  {
    title: 'Read while it runs',
    text: 'Answers appear one by one. Download them whenever you like.',
  },
] as const

/** What to do on an empty page: three steps, and a real file to try them with. */
export function FirstSteps() {
  return (
    <section aria-labelledby="first-steps" className="grid gap-8">
      <div className="grid max-w-2xl gap-2">
        <h2 id="first-steps" className="text-xl font-semibold text-balance">
          No batches yet. Here is how the first one goes.
        </h2>
        <p className="text-ink-muted">
          A batch runs many requests to a model for a fraction of the usual price. Drop a file anywhere on
          this page to begin.
        </p>
      </div>
      <ol className="grid border-y border-line-strong sm:grid-cols-3">
        {STEPS.map(({ title, text }, index) => (
          <li
            key={title}
            className="grid content-start gap-1.5 border-line py-5 not-first:border-t sm:px-6 sm:not-first:border-t-0 sm:not-first:border-l sm:first:pl-0"
          >
            <span aria-hidden className="font-mono text-sm text-accent tabular-nums">
              {index + 1}
            </span>
            <h3 className="font-semibold">{title}</h3>
            <p className="text-sm text-pretty text-ink-muted">{text}</p>
          </li>
        ))}
      </ol>
      <div className="flex flex-wrap gap-3">
        <Link to={`${paths.newBatch()}?sample=requests`} className={buttonClass({ variant: 'primary' })}>
          <Sparkles aria-hidden size={16} />
          Try it with a sample
        </Link>
        <Link to={`${paths.newBatch()}?sample=embeddings`} className={buttonClass()}>
          <Play aria-hidden size={16} />
          Sample of embeddings
        </Link>
        <Link to={paths.newBatch()} className={buttonClass()}>
          <FileUp aria-hidden size={16} />
          Choose a file
        </Link>
      </div>
    </section>
  )
}
