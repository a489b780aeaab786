import { expect, test } from 'vitest'
import { fillDemoConsent } from '../../../electron/app/fill-demo-consent.ts'
import { startTestApp } from '../../helpers/test-app.ts'

test.each(['en', 'zh-CN'] as const)('the demo shop has consent to show (%s)', async (language) => {
  const app = await startTestApp()
  await app.ok('sync.run', {})
  await fillDemoConsent(app.ok, language, { ...app.sandbox })
  await app.settle()
  const { campaigns } = await app.ok('signupCampaigns.list', {})
  expect(campaigns.map(({ state, asked, confirmed }) => [state, asked, confirmed])).toEqual([
    ['open', 2, 1],
    ['open', 4, 4],
    ['closed', 0, 0],
  ])
  const { purposes } = await app.ok('consentPurposes.list', {})
  expect(purposes.map(({ key, given, withdrawn }) => [key, given, withdrawn])).toEqual([
    ['service', 0, 1],
    ['marketing', 3, 1],
    ['group', 0, 0],
    ['courses', 1, 1],
  ])
  const { notices } = await app.ok('notices.coverage', {})
  const own = notices.find((one) => one.kind === 'privacy_notice' && one.language === language)
  expect(own).toMatchObject({ currentVersion: 2, withCurrent: 0, withOlder: 5 })
})
