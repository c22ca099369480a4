import { Component, type ReactNode } from "react";
import { Page } from "./Page";
import { Trouble } from "./Waiting";

const BROKEN = new Error("This view could not be shown: a fault of the page. Try again, or choose another view.");

interface Props {
  place: string; // another place is tried afresh
  children: ReactNode;
}

/** Says so where a view breaks, and leaves the rest of the page as it is. */
export class Guard extends Component<Props, { broken: boolean }> {
  override state = { broken: false };

  static getDerivedStateFromError(): { broken: boolean } {
    return { broken: true };
  }

  override componentDidUpdate(before: Props): void {
    if (this.state.broken && before.place !== this.props.place) this.setState({ broken: false });
  }

  override render(): ReactNode {
    if (!this.state.broken) return this.props.children;
    return (
      <Page heading="Reports">
        <Trouble error={BROKEN} again={() => this.setState({ broken: false })} />
      </Page>
    );
  }
}
