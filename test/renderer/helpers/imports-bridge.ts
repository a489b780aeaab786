import type { CallOutput } from '../../../shared/ipc/contract.ts'
import { createFakeBridge, type FakeBridge } from './fake-bridge.ts'
import { fakeId, shopNow } from './fake-shop/basics.ts'

const wordingId = fakeId('template', 700)
type Field = CallOutput<'customFields.list'>['fields'][number]

/** The fake shop with what an import asks of its neighbours: tags, own fields, purposes, wordings. */
export function importsBridge(): FakeBridge {
  const bridge = createFakeBridge()
  const fields: Field[] = [{ key: 'favourite', label: 'Favourite flower', type: 'text' }]
  bridge.answer('tags.list', () => ({ tags: [{ id: fakeId('list', 1), name: 'VIP', size: 84 }] }))
  bridge.answer('customFields.list', () => ({ fields: [...fields] }))
  bridge.answer('customFields.save', (input) => {
    fields.push(input)
    return input
  })
  bridge.answer('consentPurposes.list', () => ({
    purposes: [
      { key: 'marketing', name: '', isBuiltin: true, given: 120, withdrawn: 4 },
      { key: 'workshops', name: 'Flower workshops', isBuiltin: false, given: 12, withdrawn: 0 },
    ],
  }))
  bridge.answer('legalTexts.list', () => ({
    texts: [
      {
        id: wordingId,
        kind: 'consent',
        purpose: 'marketing',
        language: 'en',
        version: 2,
        body: 'I agree to get offers by WhatsApp. I can stop at any time by writing STOP.',
        sha256: 'a'.repeat(64),
        createdBy: 'owner',
        createdAt: shopNow,
        isCurrent: true,
        contacts: 120,
      },
    ],
  }))
  return bridge
}

export const fakeWordingId = wordingId
