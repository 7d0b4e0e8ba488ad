import { Image } from 'lucide-react'
import { useState } from 'react'
import { formatBytes } from '~/lib/format'
import { Button } from '~/ui/button'

/** An image of a request or an answer. Nothing is fetched before a click: the address may belong to anybody. */
export function RemoteImage({ url }: { url: string }) {
  const [state, setState] = useState<'asked' | 'shown' | 'failed'>('asked')
  const source = describeSource(url)
  if (source === null) {
    return (
      <p className="text-sm text-ink-muted">An image with an address that is not shown: {url.slice(0, 80)}</p>
    )
  }
  if (state === 'shown') {
    return (
      <img
        src={url}
        alt={`From ${source}`}
        referrerPolicy="no-referrer"
        onError={() => setState('failed')}
        className="max-h-96 max-w-full rounded-sm border border-line"
      />
    )
  }
  return (
    <p className="flex flex-wrap items-center gap-3 text-sm text-ink-muted">
      <Button size="sm" icon={Image} onClick={() => setState('shown')}>
        {state === 'failed' ? 'Load the image again' : 'Load the image'}
      </Button>
      <span className="wrap-anywhere">
        {state === 'failed' ? `${source} did not send it.` : `From ${source}`}
      </span>
    </p>
  )
}

/** Where an image comes from, in words; `null` for addresses that are not loaded at all. */
function describeSource(url: string): string | null {
  if (/^data:image\/(png|jpe?g|gif|webp|avif);base64,/i.test(url)) {
    return `the text itself, ${formatBytes(Math.floor((url.length * 3) / 4))}`
  }
  if (!URL.canParse(url)) return null
  const { protocol, host } = new URL(url)
  return protocol === 'https:' ? host : null
}
