import { Component, type ReactNode } from 'react';

interface BeforeChangeProps {
  /** Called before each change of the page that its parent makes. */
  readonly look: () => void;
}

/** Looks at the page as the user last saw it. A class, because no hook runs before React touches the page. */
export class BeforeChange extends Component<BeforeChangeProps> {
  override getSnapshotBeforeUpdate(): null {
    this.props.look();
    return null;
  }

  /** React wants it beside the other one. */
  override componentDidUpdate(): void {
    // What was noted is used when the rows settle.
  }

  override render(): ReactNode {
    return null;
  }
}
