import { Skeleton, Stack, VisuallyHidden } from '@mantine/core'
import { useTranslation } from 'react-i18next'

export interface LoadingStateProps {
  /** Number of lines to hold the place of. */
  readonly rows?: number
}

/** Holds the place of content on its way. */
export function LoadingState({ rows = 5 }: LoadingStateProps) {
  const { t } = useTranslation()
  return (
    <Stack gap="sm" role="status" py="xs">
      <VisuallyHidden>{t('common.loading')}</VisuallyHidden>
      {Array.from({ length: rows }, (_, index) => (
        <Skeleton key={index} height={20} width={`${90 - (index % 3) * 12}%`} />
      ))}
    </Stack>
  )
}
