import { Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { ErrorCode } from '../../shared/errors.ts'
import { errorWords } from '../lib/error-words.ts'

export interface FailureLineProps {
  /** Code of a job, an action or a delivery that failed. */
  readonly code: string
}

/** Why something failed and what to do, in one or two lines beside it. */
export function FailureLine({ code }: FailureLineProps) {
  // Draws again when the language changes.
  useTranslation()
  const words = errorWords({ code: code as ErrorCode, message: '', retryable: false })
  return (
    <Text size="sm" component="div">
      <Text size="sm" fw={500}>
        {words.title}
      </Text>
      {words.action}
    </Text>
  )
}
