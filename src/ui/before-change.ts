import { Component } from 'react'

interface BeforeChangeProps {
  /** What changes. */
  of: number
  /** Called with the page as it still is, right before it is drawn for another `of`. */
  look: () => void
}

/** Looks at the page before a change is drawn. React lets only classes do so. */
export class BeforeChange extends Component<BeforeChangeProps> {
  override getSnapshotBeforeUpdate(before: BeforeChangeProps): null {
    if (before.of !== this.props.of) this.props.look()
    return null
  }

  // React asks for it beside the method above.
  override componentDidUpdate(): void {}

  override render(): null {
    return null
  }
}
