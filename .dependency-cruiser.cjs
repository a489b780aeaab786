// Who may import whom. Each rule has a planted violation in test/boundaries/planted that only it
// reports; the test also fails when a source file was not looked at.

/** Installed packages by name; the folder before them differs between the project and the plants. */
const packages = (...names) => `(^|/)node_modules/(${names.join('|')})/`
const anyPackage = '(^|/)node_modules/'
/** `import x from 'node:fs'` resolves to the module's bare name, which has no folder. */
const own = (...folders) => `^(${folders.join('|')})/`

/** Folders with a list of what they may import; that list refuses everything else already. */
const listed = own('shared', 'electron/(core|store|secrets)', 'electron/graph/wire', 'renderer/ui')
const product = own('electron', 'renderer', 'shared')

const forbid = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to })

module.exports = {
  forbidden: [
    forbid(
      'shared-imports-zod-only',
      'What both sides of a host speak runs everywhere.',
      { path: own('shared') },
      { pathNot: [own('shared'), packages('zod')] },
    ),
    forbid(
      'core-imports-shared-and-zod-only',
      'Decisions are pure: no host, no adapter, no package that does something.',
      { path: own('electron/core') },
      { pathNot: [own('electron/core', 'shared'), packages('zod')] },
    ),
    forbid(
      'store-imports-core-shared-and-the-driver-only',
      'The store keeps; it neither fetches nor wires.',
      { path: own('electron/store') },
      {
        pathNot: [
          own('electron/store', 'electron/core', 'shared'),
          packages('better-sqlite3', 'kysely', 'zod'),
        ],
        dependencyTypesNot: ['core'],
      },
    ),
    forbid(
      'graph-wire-imports-zod-only',
      'The shapes of Graph JSON stand alone, so that the sandbox can share them.',
      { path: own('electron/graph/wire') },
      { pathNot: [own('electron/graph/wire'), packages('zod')] },
    ),
    forbid(
      'graph-and-updates-never-import-the-store',
      'Network adapters hand values on; who writes them down is wired in app.',
      { path: own('electron/graph', 'electron/updates') },
      { path: own('electron/store') },
    ),
    forbid(
      'sandbox-shares-only-graph-wire',
      'A fake that reuses the client proves nothing about it.',
      { path: own('electron/sandbox') },
      { path: '^electron/', pathNot: own('electron/sandbox', 'electron/graph/wire') },
    ),
    forbid(
      'secrets-is-a-leaf',
      'Keys meet as little code as possible.',
      { path: own('electron/secrets') },
      {
        pathNot: [own('electron/secrets', 'shared'), packages('keytar', 'hash-wasm', 'zod')],
        dependencyTypesNot: ['core'],
      },
    ),
    forbid(
      'files-import-core-and-shared-only',
      'Readers and writers of outside formats turn bytes into values and back.',
      { path: own('electron/files') },
      { path: '^electron/', pathNot: own('electron/files', 'electron/core') },
    ),
    forbid(
      'adapters-never-import-the-app',
      'Adapters are wired from above; they do not reach up.',
      { path: own('electron/(graph|updates|page-host)'), pathNot: listed },
      { path: own('electron/(app|main|preload|browser-host|cli)') },
    ),
    forbid(
      'app-never-imports-a-host',
      'The app runs in any host, so it knows none.',
      { path: own('electron/app') },
      { path: own('electron/(main|preload|browser-host|cli|page-host)') },
    ),
    forbid(
      'electron-host-never-imports-another-host',
      'The browser host and the terminal are not in the package.',
      { path: own('electron/main', 'electron/preload') },
      { path: own('electron/browser-host', 'electron/cli') },
    ),
    forbid(
      'only-main-and-preload-import-electron',
      'Everything else starts in plain Node.',
      { path: product, pathNot: [listed, own('electron/main', 'electron/preload')] },
      { path: packages('electron', 'electron-updater') },
    ),
    forbid(
      'renderer-sees-shared-only',
      'A page knows the contract and nothing behind it.',
      { path: own('renderer'), pathNot: own('renderer/ui') },
      { pathNot: [own('renderer', 'shared', 'test'), anyPackage] },
    ),
    forbid(
      'features-do-not-import-each-other',
      'A feature can be taken out; what two need lives below both.',
      { path: '^renderer/features/([^/]+)/' },
      { path: '^renderer/features/', pathNot: '^renderer/features/$1/' },
    ),
    forbid(
      'ui-knows-no-domain',
      'Building blocks take values, not groups and members. Errors and explanations are words of every domain.',
      { path: own('renderer/ui') },
      {
        pathNot: [
          own('renderer/ui', 'renderer/lib'),
          '^shared/(errors|domain/common)[.]ts$',
          anyPackage,
        ],
      },
    ),
    forbid(
      'no-test-code-in-product',
      'What is shipped does not depend on what tests it.',
      { path: product, pathNot: listed },
      { path: ['^test/', packages('vitest', 'fast-check', '@testing-library/[^/]+', 'jsdom')] },
    ),
    forbid(
      'no-cycles',
      'Each module can be read and tested from the bottom up. Types count: a cycle of types is one of ideas.',
      {},
      { circular: true },
    ),
    forbid(
      'no-orphans',
      'A module that nothing imports and that imports nothing is dead.',
      { orphan: true, pathNot: ['[.]d[.]ts$', 'vite[.]config[.]ts$'] },
      {},
    ),
    forbid(
      'no-unresolved-imports',
      'A path that leads nowhere hides from every other rule.',
      {},
      { couldNotResolve: true },
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    combinedDependencies: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.cjs', '.json', '.css', '.d.ts'],
      mainFields: ['module', 'main', 'types'],
    },
  },
}
