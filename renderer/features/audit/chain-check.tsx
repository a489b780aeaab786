import { Alert, Button, Code, Modal, Stack, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconAlertTriangle, IconCircleCheck, IconLinkPlus } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useCall } from '../../lib/use-call.ts'
import { ErrorState } from '../../ui/error-state.tsx'
import { LoadingState } from '../../ui/loading-state.tsx'

/** Looks through the whole chain of entries and says whether one was altered. */
export function ChainCheck() {
  const { t } = useTranslation()
  const [isOpen, { open, close }] = useDisclosure(false)
  return (
    <>
      <Button variant="default" leftSection={<IconLinkPlus size={16} aria-hidden />} onClick={open}>
        {t('audit.verify.button')}
      </Button>
      <Modal
        opened={isOpen}
        onClose={close}
        title={t('audit.verify.title')}
        closeButtonProps={{ 'aria-label': t('common.close') }}
        centered
      >
        {isOpen ? <Result /> : null}
      </Modal>
    </>
  )
}

function Result() {
  const { t } = useTranslation()
  const result = useCall('audit.verify', {})
  if (result.error !== null) {
    return <ErrorState error={result.error} retry={() => void result.refetch()} />
  }
  if (result.data === undefined) return <LoadingState rows={3} />
  const { valid, entries, checkpoints, firstBadSeq, headHash } = result.data
  return (
    <Stack gap="sm">
      {valid ? (
        <Alert
          icon={<IconCircleCheck aria-hidden />}
          title={t('audit.verify.good', { count: entries })}
        >
          {t('audit.verify.goodText', { count: checkpoints })}
        </Alert>
      ) : (
        <Alert
          color="red"
          icon={<IconAlertTriangle aria-hidden />}
          title={t('audit.verify.bad', { seq: firstBadSeq ?? '?' })}
        >
          {t('audit.verify.badText')}
        </Alert>
      )}
      {headHash === null ? null : (
        <>
          <Text size="sm" c="dimmed">
            {t('audit.verify.head')}
          </Text>
          <Code block style={{ overflowWrap: 'anywhere', whiteSpace: 'pre-wrap' }}>
            {headHash}
          </Code>
        </>
      )}
    </Stack>
  )
}
