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
        alt={source.words}
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
      <span className="wrap-anywhere">{state === 'failed' ? source.trouble : source.words}</span>
    </p>
  )
}

interface ImageSource {
  /** Where the image comes from. */
  words: string
  /** Said where it did not come. */
  trouble: string
}

/** Where an image comes from; `null` for addresses that are not loaded at all. */
function describeSource(url: string): ImageSource | null {
  if (/^data:image\/(png|jpe?g|gif|webp|avif);base64,/i.test(url)) {
    const size = formatBytes(Math.floor((url.length * 3) / 4))
    return { words: `Part of this row, ${size}`, trouble: 'This part of the row is no image.' }
  }
  if (!URL.canParse(url)) return null
  const { protocol, host } = new URL(url)
  return protocol === 'https:' ? { words: `From ${host}`, trouble: `${host} did not send it.` } : null
}
