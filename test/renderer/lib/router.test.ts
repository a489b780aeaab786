// @vitest-environment jsdom
import { describe, expect, it } from 'vitest'
import { matchPath } from '../../../renderer/lib/router.ts'

describe('matchPath', () => {
  it('reads the names out of a path', () => {
    expect(matchPath('/groups/:groupId/:tab', '/groups/abc/rules')).toEqual({
      groupId: 'abc',
      tab: 'rules',
    })
    expect(matchPath('/', '/')).toEqual({})
  })

  it('refuses a path of another shape', () => {
    expect(matchPath('/groups/:groupId', '/groups')).toBeNull()
    expect(matchPath('/groups', '/plans')).toBeNull()
  })
})
