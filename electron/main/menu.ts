import { app, Menu } from 'electron'
import type { MenuItemConstructorOptions } from 'electron'
import type { ShellTexts } from './texts.ts'

export interface MenuOptions {
  readonly texts: ShellTexts
  readonly checkForUpdates: () => void
}

type Item = MenuItemConstructorOptions

/** Sets the application's menu in the language of `texts`. Roles keep each platform's shortcuts. */
export function showMenu(options: MenuOptions): void {
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(options, process.platform)))
}

export function menuTemplate(options: MenuOptions, platform: NodeJS.Platform): Item[] {
  const { menu } = options.texts
  const isMac = platform === 'darwin'
  const own: Item[] = [
    { id: 'about', label: menu.about, role: 'about' },
    { id: 'check-for-updates', label: menu.checkForUpdates, click: options.checkForUpdates },
  ]
  const quit: Item = { label: menu.quit, role: 'quit' }
  const help: Item = { label: menu.help, role: 'help', submenu: own }
  return [
    ...(isMac ? [{ label: app.getName(), submenu: macItems(menu, own, quit) }] : []),
    { label: menu.file, submenu: [isMac ? { label: menu.close, role: 'close' } : quit] },
    { label: menu.edit, submenu: editItems(menu) },
    { label: menu.view, submenu: viewItems(menu) },
    {
      label: menu.window,
      role: 'window',
      submenu: [
        { label: menu.minimize, role: 'minimize' },
        { label: menu.close, role: 'close' },
      ],
    },
    ...(isMac ? [] : [help]),
  ]
}

function macItems(menu: ShellTexts['menu'], own: Item[], quit: Item): Item[] {
  return [
    ...own,
    { type: 'separator' },
    { label: menu.hide, role: 'hide' },
    { label: menu.hideOthers, role: 'hideOthers' },
    { label: menu.showAll, role: 'unhide' },
    { type: 'separator' },
    quit,
  ]
}

function editItems(menu: ShellTexts['menu']): Item[] {
  return [
    { label: menu.undo, role: 'undo' },
    { label: menu.redo, role: 'redo' },
    { type: 'separator' },
    { label: menu.cut, role: 'cut' },
    { label: menu.copy, role: 'copy' },
    { label: menu.paste, role: 'paste' },
    { label: menu.selectAll, role: 'selectAll' },
  ]
}

function viewItems(menu: ShellTexts['menu']): Item[] {
  const items: Item[] = [
    { label: menu.reload, role: 'reload' },
    { type: 'separator' },
    { label: menu.actualSize, role: 'resetZoom' },
    { label: menu.zoomIn, role: 'zoomIn' },
    { label: menu.zoomOut, role: 'zoomOut' },
    { type: 'separator' },
    { label: menu.fullScreen, role: 'togglefullscreen' },
  ]
  return app.isPackaged ? items : [...items, { label: menu.developerTools, role: 'toggleDevTools' }]
}
