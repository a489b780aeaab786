import { optOutWords } from '../../../shared/domain/consent.ts'
import { defaultOptOutWords, type OptOutWords } from '../../core/consent/opt-out-words.ts'
import type { ReadableDatabase, WritableDatabase } from '../../store/database.ts'
import { readValue, writeValue } from '../../store/settings-store.ts'
import { optOutWordsKey } from '../setting-keys.ts'

/** Words that mean stop or start: the owner's, else those that the app begins with. */
export function readOptOutWords(db: ReadableDatabase): OptOutWords {
  const stored = readValue(db, optOutWordsKey)
  return stored === null ? defaultOptOutWords : optOutWords.parse(JSON.parse(stored))
}

export function writeOptOutWords(db: WritableDatabase, words: OptOutWords): void {
  writeValue(db, optOutWordsKey, JSON.stringify(words))
}
