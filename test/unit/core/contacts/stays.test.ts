import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { personHistories } from '../../../../electron/core/contacts/person-histories.ts'
import type {
  ChatEvent,
  ChatExport,
  ChatMessage,
} from '../../../../electron/core/contacts/chat-log.ts'
import { matchStays, type KnownStay, type Stay } from '../../../../electron/core/contacts/stays.ts'

const wrote = (at: number, author: string): ChatMessage => ({
  at,
  author,
  kind: 'message',
  isMedia: false,
  length: 1,
})
const notice = (at: number, event: ChatEvent): ChatMessage => ({
  at,
  author: null,
  kind: 'system',
  isMedia: false,
  length: 1,
  event,
})
const chat = (messages: ChatMessage[], numbers: [string, string][] = []): ChatExport => ({
  format: 'android',
  subject: null,
  messages,
  numbers: new Map(numbers),
  skippedLines: 0,
  firstAt: null,
  lastAt: null,
})
const staysOf = (messages: ChatMessage[]) =>
  Object.fromEntries(personHistories(chat(messages)).map((person) => [person.name, person.stays]))

describe('personHistories', () => {
  it('tells who came and went and wrote', () => {
    expect(
      staysOf([
        notice(1, { type: 'created', who: ['Mei'], by: 'Mei' }),
        notice(2, { type: 'added', who: ['Ana', 'Omar'], by: 'Mei' }),
        wrote(3, 'Ana'),
        wrote(4, 'Zoë'),
        notice(5, { type: 'removed', who: ['Ana'], by: 'Mei' }),
        notice(6, { type: 'left', who: ['Zoë'] }),
        notice(7, { type: 'joined_link', who: ['Ana'] }),
      ]),
    ).toEqual({
      Mei: [{ joinedAt: 1, leftAt: null, leftReason: null, lastSeenAt: 5, lastWroteAt: null }],
      Ana: [
        { joinedAt: 2, leftAt: 5, leftReason: 'removed', lastSeenAt: 5, lastWroteAt: 3 },
        { joinedAt: 7, leftAt: null, leftReason: null, lastSeenAt: 7, lastWroteAt: null },
      ],
      Omar: [{ joinedAt: 2, leftAt: null, leftReason: null, lastSeenAt: 2, lastWroteAt: null }],
      Zoë: [{ joinedAt: null, leftAt: 6, leftReason: 'left', lastSeenAt: 6, lastWroteAt: 4 }],
    })
  })

  it('knows admins by what only they can do, and leaves the unnamed owner out', () => {
    const people = personHistories(
      chat([
        notice(1, { type: 'removed', who: ['Ana'], by: 'Mei' }),
        notice(2, { type: 'admin_granted', who: ['You'] }),
        notice(3, { type: 'added', who: ['Omar'], by: '你' }),
      ]),
    )
    expect(people.map((person) => [person.name, person.isAdmin])).toEqual([
      ['Ana', false],
      ['Mei', true],
      ['Omar', false],
    ])
  })

  it('follows a person who changes their number, round circles too', () => {
    const changed = (at: number, from: string, to: string) =>
      notice(at, { type: 'number_changed', who: [from], newNumber: to })
    const people = personHistories(
      chat(
        [wrote(1, '+1 1'), changed(2, '+1 1', '+12'), wrote(3, '+1 2'), changed(4, '+1 2', '+11')],
        [
          ['+1 1', '+11'],
          ['+1 2', '+12'],
        ],
      ),
    )
    expect(people).toEqual([
      expect.objectContaining({
        name: '+1 2',
        number: '+12',
        formerNames: ['+1 1'],
        formerNumbers: ['+11'],
      }),
    ])
  })
})

const stay = (part: Partial<Stay>): Stay => ({
  joinedAt: null,
  leftAt: null,
  leftReason: null,
  lastSeenAt: 0,
  lastWroteAt: null,
  ...part,
})
const known = (part: Partial<KnownStay>): KnownStay => ({
  id: 'k',
  joinedAt: null,
  leftAt: null,
  isFromList: false,
  knownSince: 0,
  ...part,
})

describe('matchStays', () => {
  it('ends a known stay', () => {
    const changes = matchStays([known({})], [stay({ joinedAt: 5, leftAt: 9 })])
    expect(changes).toEqual({
      inserts: [],
      updates: [{ ...stay({ joinedAt: 5, leftAt: 9 }), id: 'k', isEnded: true }],
    })
  })

  it('does not end by an old export what a newer list says', () => {
    const list = known({ isFromList: true, knownSince: 20 })
    expect(matchStays([list], [stay({ leftAt: 9 })])).toEqual({
      inserts: [stay({ leftAt: 9 })],
      updates: [],
    })
  })

  it('does not bring back by an old export who was removed since', () => {
    const removed = known({ leftAt: 50 })
    expect(matchStays([removed], [stay({ lastSeenAt: 40 })]).inserts).toEqual([])
    expect(matchStays([removed], [stay({ lastSeenAt: 60 })]).inserts).toHaveLength(1)
  })

  it('changes nothing the second time, and never leaves two open stays', () => {
    const action = fc.constantFrom('wrote', 'joined', 'left', 'removed')
    fc.assert(
      fc.property(
        fc.array(action, { minLength: 1, maxLength: 8 }),
        fc.nat({ max: 8 }),
        (actions, cut) => {
          const messages = actions.map((kind, index) => {
            const at = index + 1
            if (kind === 'wrote') return wrote(at, 'Ana')
            if (kind === 'joined') return notice(at, { type: 'joined_link', who: ['Ana'] })
            return notice(at, { type: kind === 'left' ? 'left' : 'removed', who: ['Ana'] })
          })
          const whole = personHistories(chat(messages))[0]?.stays ?? []
          const part = personHistories(chat(messages.slice(0, cut)))[0]?.stays ?? []
          let store: KnownStay[] = []
          for (const seen of [part, whole]) store = apply(store, seen)
          expect(store.filter((kept) => kept.leftAt === null).length).toBeLessThanOrEqual(1)
          expect(store.map(({ joinedAt, leftAt }) => ({ joinedAt, leftAt }))).toEqual(
            whole.map(({ joinedAt, leftAt }) => ({ joinedAt, leftAt })),
          )
          expect(apply(store, whole)).toEqual(store)
          expect(apply(store, part)).toEqual(store)
        },
      ),
    )
  })
})

function apply(store: readonly KnownStay[], seen: readonly Stay[]): KnownStay[] {
  const { inserts, updates } = matchStays(store, seen)
  const patched = store.map((kept) => {
    const patch = updates.find((update) => update.id === kept.id)
    return patch
      ? { ...kept, joinedAt: patch.joinedAt, leftAt: patch.isEnded ? patch.leftAt : kept.leftAt }
      : kept
  })
  const added = inserts.map(({ joinedAt, leftAt }, index) =>
    known({ id: `${store.length + index}`, joinedAt, leftAt }),
  )
  return [...patched, ...added]
}
