import { useTranslation } from 'react-i18next'
import { downloadFile } from './files.ts'
import { showDone, showError } from './notify.tsx'
import { toErrorReply } from './use-call.ts'

/** Kinds of files that calls hand over, as browsers name them. */
const mimes = { html: 'text/html', pdf: 'application/pdf', json: 'application/json' } as const

/** Saves a file that a call has made where the owner's browser saves files, and says so. */
export function useSavedFile(): (
  file: { readonly fileId: string; readonly fileName: string },
  format: keyof typeof mimes,
) => Promise<void> {
  const { t } = useTranslation()
  return async ({ fileId, fileName }, format) => {
    try {
      await downloadFile(fileId, fileName, mimes[format])
      showDone(t('consent.fileSaved', { name: fileName }))
    } catch (error) {
      showError(toErrorReply(error))
    }
  }
}
