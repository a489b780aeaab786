import {
  createContext,
  createElement,
  useContext,
  useMemo,
  useSyncExternalStore,
  type AnchorHTMLAttributes,
} from 'react'

export type RouteParams = Readonly<Record<string, string>>

/** What the matched pattern's `:names` stand for; filled in by the app's shell. */
export const RouteParamsContext = createContext<RouteParams>({})

export interface Route {
  /** Path after the `#`, without the query: `/groups/0190…`. */
  readonly path: string
  readonly search: URLSearchParams
  readonly params: RouteParams
}

function currentHash(): string {
  const hash = window.location.hash.replace(/^#/, '')
  return hash.startsWith('/') ? hash : '/'
}

function subscribe(listener: () => void): () => void {
  window.addEventListener('hashchange', listener)
  return () => window.removeEventListener('hashchange', listener)
}

/** Where the page is. The address is a hash, so it works under a file or app protocol too. */
export function useRoute(): Route {
  const hash = useSyncExternalStore(subscribe, currentHash)
  const params = useContext(RouteParamsContext)
  return useMemo(() => {
    const [path = '/', query = ''] = hash.split('?', 2)
    return { path, search: new URLSearchParams(query), params }
  }, [hash, params])
}

/** Goes to a path, `/groups?kind=phone` for example. `replace` leaves no step to go back to. */
export function navigate(path: string, options: { readonly replace?: boolean } = {}): void {
  if (currentHash() === path) return
  if (options.replace !== true) {
    window.location.hash = path
    return
  }
  window.history.replaceState(null, '', `#${path}`)
  window.dispatchEvent(new HashChangeEvent('hashchange'))
}

export function goBack(): void {
  window.history.back()
}

/** Values of a pattern's `:names` if it matches the path, else null. */
export function matchPath(pattern: string, path: string): RouteParams | null {
  const wanted = pattern.split('/').filter(Boolean)
  const given = path.split('/').filter(Boolean)
  if (wanted.length !== given.length) return null
  const params: Record<string, string> = {}
  for (const [index, part] of wanted.entries()) {
    const value = given[index] ?? ''
    if (part.startsWith(':')) params[part.slice(1)] = decodeURIComponent(value)
    else if (part !== value) return null
  }
  return params
}

export interface LinkProps extends Omit<AnchorHTMLAttributes<HTMLAnchorElement>, 'href'> {
  readonly to: string
}

/** A link inside the app. Pass it as `component={Link}` where a Mantine part should be a link. */
export function Link({ to, ...rest }: LinkProps) {
  return createElement('a', { href: `#${to}`, ...rest })
}
