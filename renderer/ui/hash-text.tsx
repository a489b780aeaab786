import { Code, CopyButton, Text, UnstyledButton } from '@mantine/core'
import { useTranslation } from 'react-i18next'

export interface HashTextProps {
  /** SHA-256 in hexadecimal. */
  readonly sha256: string
}

/** A checksum in short; the whole of it is copied by a click. */
export function HashText({ sha256 }: HashTextProps) {
  const { t } = useTranslation()
  const short = `${sha256.slice(0, 8)}…${sha256.slice(-4)}`
  return (
    <Text span size="sm">
      SHA-256{' '}
      <CopyButton value={sha256}>
        {({ copied, copy }) => (
          <UnstyledButton
            title={sha256}
            aria-label={copied ? t('common.copied') : `${short} ${t('common.copy')}`}
            onClick={copy}
          >
            <Code>{copied ? t('common.copied') : short}</Code>
          </UnstyledButton>
        )}
      </CopyButton>
    </Text>
  )
}
