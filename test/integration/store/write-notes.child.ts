import { openWritableStore } from '../../../electron/store/open.ts'
import { addNotes, key, migrations } from './store-data.ts'

// Commits notes and stays, so that a kill leaves them in the WAL.
const db = openWritableStore({ directory: process.argv[2] ?? '', key, migrations })
addNotes(db, 20)
process.stdout.write('written\n')
setInterval(() => undefined, 1000)
