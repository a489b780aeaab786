import {
  IconChecklist,
  IconFilter,
  IconHistory,
  IconHome,
  IconMailForward,
  IconSettings,
  IconShieldCheck,
  IconSpeakerphone,
  IconUsers,
  IconUsersGroup,
  type Icon,
} from '@tabler/icons-react'

export interface Place {
  /** Also the name of its text, `app.places.<key>`. */
  readonly key: string
  readonly path: string
  readonly Icon: Icon
  /** Letter that goes there after `g`. */
  readonly letter: string
  /** Pages that belong to it, shown below it while one of them is open. */
  readonly children: ReadonlyArray<{ readonly key: string; readonly path: string }>
}

const noChildren: Place['children'] = []

/** The places of the left rail, top to bottom. */
export const places: readonly Place[] = [
  {
    key: 'today',
    path: '/',
    Icon: IconHome,
    letter: 't',
    children: [{ key: 'jobs', path: '/jobs' }],
  },
  {
    key: 'groups',
    path: '/groups',
    Icon: IconUsersGroup,
    letter: 'g',
    children: [
      { key: 'findings', path: '/findings' },
      { key: 'plans', path: '/plans' },
      { key: 'joinRequests', path: '/join-requests' },
    ],
  },
  {
    key: 'people',
    path: '/people',
    Icon: IconUsers,
    letter: 'p',
    children: [
      { key: 'imports', path: '/imports' },
      { key: 'screening', path: '/screening' },
      { key: 'consent', path: '/consent' },
      { key: 'signUp', path: '/sign-up' },
      { key: 'duplicates', path: '/duplicates' },
      { key: 'cleanUp', path: '/clean-up' },
    ],
  },
  {
    key: 'segments',
    path: '/segments',
    Icon: IconFilter,
    letter: 'e',
    children: [{ key: 'rfm', path: '/rfm' }],
  },
  {
    key: 'broadcasts',
    path: '/broadcasts',
    Icon: IconMailForward,
    letter: 'b',
    children: [{ key: 'engagement', path: '/engagement' }],
  },
  { key: 'rules', path: '/rule-sets', Icon: IconShieldCheck, letter: 'r', children: noChildren },
  { key: 'reviews', path: '/reviews', Icon: IconChecklist, letter: 'v', children: noChildren },
  {
    key: 'announcements',
    path: '/announcements',
    Icon: IconSpeakerphone,
    letter: 'a',
    children: [{ key: 'templates', path: '/templates' }],
  },
  { key: 'audit', path: '/audit', Icon: IconHistory, letter: 'u', children: noChildren },
  { key: 'settings', path: '/settings', Icon: IconSettings, letter: 's', children: noChildren },
]

function isUnder(path: string, root: string): boolean {
  return path === root || (root !== '/' && path.startsWith(`${root}/`))
}

/** The place that an address belongs to, or null. */
export function placeOf(path: string): Place | null {
  return (
    places.find((place) =>
      [place.path, ...place.children.map((child) => child.path)].some((root) =>
        isUnder(path, root),
      ),
    ) ?? null
  )
}
