interface Texts {
  readonly [key: string]: string | Texts
}

const english = import.meta.glob<Texts>('./en/*.json', { eager: true, import: 'default' })
const chinese = import.meta.glob<Texts>('./zh-CN/*.json', { eager: true, import: 'default' })

function byDomain(files: Record<string, Texts>): Record<string, Texts> {
  return Object.fromEntries(
    Object.entries(files).map(([path, texts]) => [path.replace(/^.*\/|\.json$/g, ''), texts]),
  )
}

/** All texts, one tree a language: `en/groups.json` holds the keys `groups.*`. */
export const resources = {
  en: { translation: byDomain(english) },
  'zh-CN': { translation: byDomain(chinese) },
}
