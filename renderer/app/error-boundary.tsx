import { Component, type ReactNode } from 'react'
import { ErrorState } from '../ui/error-state.tsx'

interface ErrorBoundaryState {
  readonly error: unknown
}

/** Keeps a defect inside its screen and shows it in words. */
export class ErrorBoundary extends Component<{ children: ReactNode }, ErrorBoundaryState> {
  override state: ErrorBoundaryState = { error: null }

  static getDerivedStateFromError(error: unknown): ErrorBoundaryState {
    return { error }
  }

  override render(): ReactNode {
    if (this.state.error === null) return this.props.children
    return <ErrorState error={this.state.error} retry={() => this.setState({ error: null })} />
  }
}
