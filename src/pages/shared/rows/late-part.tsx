import { type ComponentType, type ReactNode, useState } from 'react'
import { loadCode } from '~/lib/missing-code'
import { Dialog } from '~/ui/dialog'
import { AskTrouble } from './ask-trouble'
import { type Asked, useQuestion } from './use-asked'

type Load<Props> = () => Promise<ComponentType<Props>>

/** The code of a piece of the page: fetched when it is first wanted, and there at once from then on. */
class LateCode<Props> {
  readonly #load: Load<Props>
  #part: ComponentType<Props> | null = null

  constructor(load: Load<Props>) {
    this.#load = load
  }

  get part(): ComponentType<Props> | null {
    return this.#part
  }

  /** @throws MissingCode */
  async load(): Promise<LateCode<Props>> {
    this.#part = await loadCode(this.#load)
    return this
  }
}

function useLate<Props>(code: LateCode<Props>) {
  const [isThere] = useState(code.part !== null)
  const asked = useQuestion(isThere ? null : 'code', () => code.load())
  return { Part: code.part, asked }
}

/**
 * A piece of the page whose code is fetched when it is first shown. Where that fails, the page says so in its place.
 * @param what names it, for example "The filters"; `null` for what nobody misses
 * @param waiting shown meanwhile
 */
export function latePart<Props extends object>(
  what: string | null,
  load: Load<Props>,
  waiting: (props: Props) => ReactNode = () => null,
): ComponentType<Props> {
  const code = new LateCode(load)
  return function LatePart(props: Props) {
    const { Part, asked } = useLate(code)
    if (Part !== null) return <Part {...props} />
    if (asked.trouble === null) return waiting(props)
    return what === null ? null : <AskTrouble what={what} asked={asked} />
  }
}

/**
 * A dialog whose code is fetched when it is first opened. Where that fails, a dialog says so.
 * @param title of the dialog
 * @param what names it, for example "The export"
 */
export function lateDialog<Props extends { onClose: () => void }>(
  title: string,
  what: string,
  load: Load<Props>,
): ComponentType<Props> {
  const code = new LateCode(load)
  return function LateDialog(props: Props) {
    const { Part, asked } = useLate(code)
    if (Part !== null) return <Part {...props} />
    return asked.trouble === null ? null : (
      <Missing title={title} what={what} asked={asked} onClose={props.onClose} />
    )
  }
}

interface MissingProps {
  title: string
  what: string
  asked: Asked<unknown>
  onClose: () => void
}

function Missing({ title, what, asked, onClose }: MissingProps) {
  return (
    <Dialog open title={title} onClose={onClose}>
      <AskTrouble what={what} asked={asked} />
    </Dialog>
  )
}
