import { chmod, mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** Marks the place of the fuses in Electron's executable; @electron/fuses looks for it. */
const fuseSentinel = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX'
/** Version 1 of the fuse wire, and how many fuses it has. */
const fuseVersion = 1
const fuseCount = 9

/**
 * Makes a folder with the files of an unpacked Electron for Linux that packaging touches, around an
 * executable that does nothing but has fuses to set.
 */
export async function makeStubElectron(folder: string): Promise<void> {
  await mkdir(join(folder, 'resources'), { recursive: true })
  await mkdir(join(folder, 'locales'))
  const wire = Buffer.concat([
    Buffer.from('#!/bin/sh\nexit 1\n'),
    Buffer.from(fuseSentinel, 'latin1'),
    Buffer.from([fuseVersion, fuseCount]),
    Buffer.from('0'.repeat(fuseCount), 'latin1'),
  ])
  await writeFile(join(folder, 'electron'), wire)
  await chmod(join(folder, 'electron'), 0o755)
  for (const name of ['LICENSE', 'LICENSES.chromium.html', 'version']) {
    await writeFile(join(folder, name), 'stub\n')
  }
  for (const locale of ['de', 'en-US', 'zh-CN']) {
    await writeFile(join(folder, 'locales', `${locale}.pak`), 'stub\n')
  }
}
