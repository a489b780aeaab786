import { openWritableStore } from '../../electron/store/open.ts'
import { key, noteMigration } from '../integration/store/store-data.ts'

// Migrates the store given as argument and stops in the middle of it, until it is killed.
openWritableStore({
  directory: process.argv[2] ?? '',
  key,
  migrations: [
    noteMigration,
    {
      version: 20,
      name: 'slow',
      up(db) {
        db.exec("UPDATE note SET body = 'half done'; CREATE TABLE half (id INTEGER) STRICT")
        // the changes leave the page cache for the file, as those of a large table would
        db.pragma('cache_size = 1')
        db.exec('INSERT INTO half SELECT id FROM note')
        process.stdout.write('inside\n')
        Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 60_000)
      },
    },
  ],
})
