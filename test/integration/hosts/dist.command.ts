import { extractAll, extractFile, listPackage } from '@electron/asar'
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses'
import { execFileSync } from 'node:child_process'
import { deepEqual, equal, ok } from 'node:assert/strict'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, relative, resolve } from 'node:path'
import { launchHost } from '../../electron-stand-in/launch-host.ts'
import { makeStubElectron } from './stub-electron.ts'

// Builds the hosts, packages them around a stub of Electron, looks at what is in the package, and
// runs just that on the stand-in.

const projectDir = resolve(import.meta.dirname, '../../..')
const scratch = await mkdtemp(join(tmpdir(), 'groupkeeper-dist-'))
const unpacked = join(scratch, 'dist', 'linux-unpacked')
const archive = join(unpacked, 'resources', 'app.asar')

try {
  await pack()
  const files = listPackage(archive, { isPack: false }).map((file) => file.replaceAll('\\', '/'))
  checkContents(files)
  checkBundles(files)
  await checkNativeModules(files)
  await checkFuses()
  deepEqual((await readdir(join(unpacked, 'locales'))).sort(), ['en-US.pak', 'zh-CN.pak'])
  await runPackage()
  console.log(`dist check passed: ${files.length} entries in the package`)
} finally {
  await rm(scratch, { recursive: true, force: true })
}

async function pack(): Promise<void> {
  const stub = join(scratch, 'electron')
  await makeStubElectron(stub)
  run('electron-vite', ['build', '--logLevel', 'warn'])
  run('electron-builder', [
    '--dir',
    '--linux',
    '--x64',
    `-c.electronDist=${stub}`,
    `-c.directories.output=${join(scratch, 'dist')}`,
  ])
}

function run(tool: string, args: readonly string[]): void {
  const file = join(projectDir, 'node_modules', '.bin', tool)
  execFileSync(file, args, { cwd: projectDir, stdio: 'inherit' })
}

function checkContents(files: readonly string[]): void {
  const wanted = ['main/index.js', 'main/writer.js', 'main/reader.js', 'main/sandbox.js']
  for (const file of [...wanted, 'preload/index.cjs', 'renderer/index.html']) {
    ok(files.includes(`/out/${file}`), `out/${file} is missing from the package`)
  }
  ok(files.includes('/resources/icon.png'), 'the icon is missing from the package')
  const own = files.filter((file) => !file.startsWith('/node_modules'))
  const folders = new Set(own.map((file) => file.split('/').slice(1, 3).join('/')))
  deepEqual(
    [...folders].sort(),
    [
      'LICENSE',
      'out',
      'out/main',
      'out/preload',
      'out/renderer',
      'package.json',
      'resources',
      'resources/icon.png',
    ],
    'something else of the project is in the package',
  )
  const unwanted = files.filter((file) => /\.(map|ts|tsx|mts|cts)$|\/tests?(\/|$)/.test(file))
  deepEqual(unwanted, [], 'source maps, TypeScript or tests are in the package')
}

/** The bundler names each source file in a comment: what was bundled can be read from the bundles. */
function checkBundles(files: readonly string[]): void {
  const bundles = files.filter((file) => /^\/out\/(main|preload)\/.*\.c?js$/.test(file))
  const sources = bundles.flatMap((file) => {
    const text = extractFile(archive, file.slice(1)).toString('utf8')
    ok(!text.includes('sourceMappingURL'), `${file} names a source map`)
    return [...text.matchAll(/^\/\/(?:#region)? ?(\S+\.tsx?)$/gm)].map(([, source]) => source ?? '')
  })
  ok(sources.includes('electron/main/shell.ts'), 'the bundles do not name their sources')
  const unwanted = sources.filter((source) => /^(test|electron\/(browser-host|cli))\//.test(source))
  deepEqual(unwanted, [], 'the browser host, the terminal or test code is in a bundle')
}

async function checkNativeModules(files: readonly string[]): Promise<void> {
  const expected = [
    'node_modules/better-sqlite3/prebuilds/linux-x64.node',
    'node_modules/keytar/prebuilds/linux-x64/keytar.node',
  ]
  const packed = files.filter((file) => file.endsWith('.node')).map((file) => file.slice(1))
  deepEqual(packed.sort(), expected, 'native files for other platforms are in the package')
  const beside = `${archive}.unpacked`
  const found = await readdir(beside, { recursive: true, withFileTypes: true })
  const outside = found
    .filter((entry) => entry.isFile())
    .map((entry) => relative(beside, join(entry.parentPath, entry.name)))
  const native = outside.filter((file) => file.endsWith('.node'))
  deepEqual(native.sort(), expected, 'the native files do not lie beside the archive')
  const others = outside.filter((file) => /(win32|darwin|linuxmusl|arm)/.test(file))
  deepEqual(others, [], 'files for other platforms are in the package')
}

async function checkFuses(): Promise<void> {
  const wire = await getCurrentFuseWire(join(unpacked, 'groupkeeper'))
  const expected = {
    RunAsNode: false,
    EnableCookieEncryption: true,
    EnableNodeOptionsEnvironmentVariable: false,
    EnableNodeCliInspectArguments: false,
    EnableEmbeddedAsarIntegrityValidation: true,
    OnlyLoadAppFromAsar: true,
    GrantFileProtocolExtraPrivileges: false,
  } as const
  for (const [name, isOn] of Object.entries(expected)) {
    // On the wire a fuse is the character 0 or 1.
    const state = wire[FuseV1Options[name as keyof typeof expected]]
    equal(String.fromCharCode(Number(state)), isOn ? '1' : '0', `fuse ${name}`)
  }
}

/** Taken out of the archive and away from the project: what is missing in the package is missing here. */
async function runPackage(): Promise<void> {
  const folder = join(scratch, 'app')
  extractAll(archive, folder)
  const mainFile = join(folder, 'out', 'main', 'index.js')
  const host = launchHost({ mainFile, dataDir: join(scratch, 'data') })
  try {
    const isOk = (name: string, input: string) =>
      host.ask('evaluate', `groupkeeper.call('${name}', ${input}).then((reply) => reply.ok)`)
    equal(await isOk('workspace.openDemo', "{ language: 'en' }"), true, 'the demo shop opens')
    equal(await isOk('groups.list', '{}'), true, 'its groups are listed')
    await host.ask('quit')
    equal(await host.exited, 0, 'it quits cleanly')
  } finally {
    host.kill()
  }
}
