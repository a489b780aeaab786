import type { Locale } from '../../shared/domain/common.ts'
import type { AppEvent } from '../../shared/ipc/events.ts'

export type NotificationKind = Extract<AppEvent, { topic: 'notify' }>['payload']['kind']

/** Every word that the shell itself shows. The page has its own; this is menu, dialogs, notices. */
export interface ShellTexts {
  readonly menu: Readonly<
    Record<
      | 'file'
      | 'edit'
      | 'view'
      | 'window'
      | 'help'
      | 'about'
      | 'checkForUpdates'
      | 'hide'
      | 'hideOthers'
      | 'showAll'
      | 'quit'
      | 'close'
      | 'undo'
      | 'redo'
      | 'cut'
      | 'copy'
      | 'paste'
      | 'selectAll'
      | 'reload'
      | 'actualSize'
      | 'zoomIn'
      | 'zoomOut'
      | 'fullScreen'
      | 'developerTools'
      | 'minimize',
      string
    >
  >
  readonly updates: {
    readonly available: (version: string) => string
    readonly ready: (version: string) => string
    readonly none: string
    readonly failed: string
    readonly noSource: string
    readonly download: string
    readonly install: string
    readonly later: string
    readonly ok: string
  }
  readonly save: string
  readonly startFailed: string
  readonly pageGone: string
  readonly notifications: Readonly<Record<NotificationKind, (count: number) => string>>
}

function people(count: number, one: string, many: string): string {
  return count === 1 ? one : `${count} ${many}`
}

const english: ShellTexts = {
  menu: {
    file: 'File',
    edit: 'Edit',
    view: 'View',
    window: 'Window',
    help: 'Help',
    about: 'About Groupkeeper',
    checkForUpdates: 'Check for Updates…',
    hide: 'Hide Groupkeeper',
    hideOthers: 'Hide Others',
    showAll: 'Show All',
    quit: 'Quit Groupkeeper',
    close: 'Close Window',
    undo: 'Undo',
    redo: 'Redo',
    cut: 'Cut',
    copy: 'Copy',
    paste: 'Paste',
    selectAll: 'Select All',
    reload: 'Reload',
    actualSize: 'Actual Size',
    zoomIn: 'Zoom In',
    zoomOut: 'Zoom Out',
    fullScreen: 'Full Screen',
    developerTools: 'Developer Tools',
    minimize: 'Minimize',
  },
  updates: {
    available: (version) => `Version ${version} is available. Nothing is installed unless asked.`,
    ready: (version) => `Version ${version} is downloaded. Installing it restarts the app.`,
    none: 'This is the latest version.',
    failed: 'The check for updates did not get through. Try again later.',
    noSource: 'This copy has no source for updates.',
    download: 'Download',
    install: 'Restart and install',
    later: 'Later',
    ok: 'OK',
  },
  save: 'Save',
  startFailed: 'Groupkeeper could not open its workspace.',
  pageGone: 'The window stopped working. Nothing that was saved is lost.',
  notifications: {
    review_due: (count) => people(count, 'A member review is due.', 'member reviews are due.'),
    join_requests: (count) => people(count, 'Somebody asks to join.', 'people ask to join.'),
    account_alarm: () => 'The WhatsApp account needs attention.',
    job_failed: (count) => people(count, 'An action failed.', 'actions failed.'),
    unknown_outcome: (count) =>
      people(count, 'An action ended with an unclear result.', 'actions ended unclearly.'),
    clean_up: (count) =>
      people(count, 'A contact will be cleaned up soon.', 'contacts will be cleaned up soon.'),
    broadcast_paused: () => 'A broadcast was paused and needs you.',
    broadcast_finished: (count) =>
      people(count, 'A broadcast reached one person.', 'people were reached by a broadcast.'),
  },
}

const chinese: ShellTexts = {
  menu: {
    file: '文件',
    edit: '编辑',
    view: '视图',
    window: '窗口',
    help: '帮助',
    about: '关于群掌柜',
    checkForUpdates: '检查更新…',
    hide: '隐藏群掌柜',
    hideOthers: '隐藏其他',
    showAll: '全部显示',
    quit: '退出群掌柜',
    close: '关闭窗口',
    undo: '撤销',
    redo: '重做',
    cut: '剪切',
    copy: '复制',
    paste: '粘贴',
    selectAll: '全选',
    reload: '重新加载',
    actualSize: '实际大小',
    zoomIn: '放大',
    zoomOut: '缩小',
    fullScreen: '全屏',
    developerTools: '开发者工具',
    minimize: '最小化',
  },
  updates: {
    available: (version) => `有新版本 ${version}。未经同意不会安装。`,
    ready: (version) => `新版本 ${version} 已下载，安装时应用会重启。`,
    none: '已是最新版本。',
    failed: '未能检查更新，请稍后再试。',
    noSource: '此版本没有更新来源。',
    download: '下载',
    install: '重启并安装',
    later: '以后再说',
    ok: '好',
  },
  save: '保存',
  startFailed: '群掌柜无法打开工作区。',
  pageGone: '窗口停止了工作。已保存的内容没有丢失。',
  notifications: {
    review_due: (count) => `有 ${count} 次成员审查到期。`,
    join_requests: (count) => `有 ${count} 人申请入群。`,
    account_alarm: () => 'WhatsApp 账号需要处理。',
    job_failed: (count) => `有 ${count} 项操作失败。`,
    unknown_outcome: (count) => `有 ${count} 项操作结果不明。`,
    clean_up: (count) => `即将清理 ${count} 位客户。`,
    broadcast_paused: () => '一次群发已暂停，需要您处理。',
    broadcast_finished: (count) => `一次群发已送达 ${count} 人。`,
  },
}

const byLocale: Readonly<Record<Locale, ShellTexts>> = { en: english, 'zh-CN': chinese }

export function shellTexts(locale: Locale): ShellTexts {
  return byLocale[locale]
}

/** The language until the workspace says which: the system's, if it is one of ours. */
export function systemLocale(name: string): Locale {
  return name.toLowerCase().startsWith('zh') ? 'zh-CN' : 'en'
}
