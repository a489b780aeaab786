import { lazy, type ComponentType, type LazyExoticComponent } from 'react'

type ScreenModule = Readonly<Record<string, ComponentType>>

const files = import.meta.glob<ScreenModule>('../features/*/*-screen.tsx')

export interface Screen {
  /** Pattern; its `:names` are in `useRoute().params`. */
  readonly path: string
  readonly Component: LazyExoticComponent<ComponentType>
}

/** Pattern of the address and the component shown there; `GroupScreen` is in `group-screen.tsx`. */
const routes: ReadonlyArray<readonly [path: string, component: string]> = [
  ['/', 'TodayScreen'],
  ['/groups', 'GroupsScreen'],
  ['/groups/:groupId', 'GroupScreen'],
  ['/groups/:groupId/:tab', 'GroupScreen'],
  ['/rule-sets', 'RuleSetsScreen'],
  ['/rule-sets/:ruleSetId', 'RuleSetsScreen'],
  ['/findings', 'FindingsScreen'],
  ['/plans', 'PlansScreen'],
  ['/plans/:planId', 'PlanScreen'],
  ['/reviews', 'ReviewsScreen'],
  ['/reviews/:reviewId', 'ReviewScreen'],
  ['/announcements', 'AnnouncementsScreen'],
  ['/announcements/new', 'ComposeScreen'],
  ['/announcements/:announcementId', 'AnnouncementScreen'],
  ['/templates', 'TemplatesScreen'],
  ['/templates/new', 'TemplateEditorScreen'],
  ['/templates/:templateId', 'TemplateScreen'],
  ['/template-drafts/:draftId', 'TemplateEditorScreen'],
  ['/join-requests', 'JoinRequestsScreen'],
  ['/people', 'PeopleScreen'],
  ['/people/:contactId', 'ContactScreen'],
  ['/people/:contactId/:tab', 'ContactScreen'],
  ['/imports', 'ImportsScreen'],
  ['/imports/:importId', 'ImportScreen'],
  ['/screening', 'ScreeningScreen'],
  ['/consent', 'ConsentScreen'],
  ['/consent/:tab', 'ConsentScreen'],
  ['/sign-up', 'SignUpScreen'],
  ['/duplicates', 'DuplicatesScreen'],
  ['/clean-up', 'CleanUpScreen'],
  ['/segments', 'SegmentsScreen'],
  ['/segments/:segmentId', 'SegmentsScreen'],
  ['/rfm', 'RfmScreen'],
  ['/engagement', 'EngagementScreen'],
  ['/broadcasts', 'BroadcastsScreen'],
  ['/broadcasts/new', 'NewBroadcastScreen'],
  ['/broadcasts/:broadcastId', 'BroadcastScreen'],
  ['/broadcasts/:broadcastId/:tab', 'BroadcastScreen'],
  ['/audit', 'AuditScreen'],
  ['/settings', 'SettingsScreen'],
  ['/recovery', 'RecoveryScreen'],
  ['/jobs', 'JobsScreen'],
]

function fileName(component: string): string {
  return `${component.replace(/(?<!^)[A-Z]/g, '-$&').toLowerCase()}.tsx`
}

const lazyScreens = new Map<string, LazyExoticComponent<ComponentType>>()

/** One lazy component a file, so that going from one of its addresses to another keeps its state. */
function lazyScreen(component: string): LazyExoticComponent<ComponentType> | null {
  const known = lazyScreens.get(component)
  if (known !== undefined) return known
  const entry = Object.entries(files).find(([path]) => path.endsWith(`/${fileName(component)}`))
  if (entry === undefined) return null
  const made = lazy(async () => {
    const module = await entry[1]()
    const found = module[component]
    if (found === undefined) throw new Error(`${entry[0]} does not export ${component}.`)
    return { default: found }
  })
  lazyScreens.set(component, made)
  return made
}

/** Every screen that can be gone to, the more exact pattern first. */
export const screens: readonly Screen[] = routes.flatMap(([path, component]) => {
  const Component = lazyScreen(component)
  return Component === null ? [] : [{ path, Component }]
})
