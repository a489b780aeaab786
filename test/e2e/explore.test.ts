import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { closeChromium } from '../electron-stand-in/chromium.ts'
import { languages, openDemoShop, type Shop } from './helpers/open-shop.ts'

afterAll(closeChromium)
describe.each(languages)('explore in %s', (language) => {
  let shop: Shop
  beforeAll(async () => {
    const t = performance.now()
    shop = await openDemoShop(language)
    console.log('opened', performance.now() - t)
  })
  afterAll(() => shop.close())
  it('visits', async () => {
    const { items: groups } = await shop.ask('groups.list', {})
    const phone = groups.find((g) => g.kind === 'phone')!
    const managed = groups.find((g) => g.kind === 'managed')!
    console.log(groups.map((g) => [g.subject, g.kind, g.state, g.participantCount, g.openFindings]))
    const paths: Record<string, string> = {
      today: '/',
      groups: '/groups',
      findings: '/findings',
      plans: '/plans',
      requests: '/join-requests',
      rulesets: '/rule-sets',
      rulenew: '/rule-sets/new',
      reviews: '/reviews',
      announcements: '/announcements',
      compose: '/announcements/new',
      audit: '/audit',
      settings: '/settings',
      jobs: '/jobs',
      missing: '/nowhere',
    }
    for (const section of ['appearance', 'account', 'updates', 'rules', 'costs', 'advanced'])
      paths[`settings-${section}`] = `/settings?section=${section}`
    for (const [n, g] of [
      ['phone', phone],
      ['managed', managed],
    ] as const)
      for (const tab of [
        'members',
        'rules',
        'findings',
        'plan',
        'announcements',
        'activity',
        'history',
      ])
        paths[`${n}-${tab}`] = `/groups/${g.id}/${tab}`
    for (const [name, path] of Object.entries(paths)) {
      await shop.goTo(path)
      await shop.page.waitForTimeout(250)
      await shop.look(`x-${name}`)
    }
    expect(shop.problems).toEqual([])
  }, 300_000)
})
