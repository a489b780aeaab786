import { Alert, Button, Code, Collapse, CopyButton, Group, Stack, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconAlertTriangle, IconChevronDown, IconChevronRight } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { ErrorReply } from '../../shared/errors.ts'
import { errorWords } from '../lib/error-words.ts'
import { CallError, toErrorReply } from '../lib/call-error.ts'

export interface ErrorStateProps {
  /** A `CallError`, a refusal, or anything that was thrown. */
  readonly error: unknown
  /** Asks again; the button is shown when given. */
  readonly retry?: () => void
}

function isErrorReply(error: unknown): error is ErrorReply {
  return typeof error === 'object' && error !== null && 'code' in error && 'retryable' in error
}

function technicalPart(error: unknown, reply: ErrorReply): string {
  const lines = [
    error instanceof CallError ? `call: ${error.callName}` : null,
    `code: ${reply.code}`,
    reply.field === undefined ? null : `field: ${reply.field}`,
    reply.ref === undefined ? null : `ref: ${reply.ref}`,
    `message: ${reply.message}`,
  ]
  return lines.filter((line) => line !== null).join('\n')
}

/** What happened, what it means, what to do; the technical part folds out and can be copied. */
export function ErrorState({ error, retry }: ErrorStateProps) {
  const { t } = useTranslation()
  const [isOpen, { toggle }] = useDisclosure(false)
  const reply = isErrorReply(error) ? error : toErrorReply(error)
  const words = errorWords(reply)
  const technical = technicalPart(error, reply)
  return (
    <Alert
      role="alert"
      color="red"
      variant="light"
      icon={<IconAlertTriangle aria-hidden />}
      title={words.title}
    >
      <Stack gap="xs" align="flex-start">
        <Text>{words.meaning}</Text>
        <Text>{words.action}</Text>
        <Group gap="xs">
          {retry === undefined ? null : (
            <Button size="xs" variant="default" onClick={retry}>
              {t('common.tryAgain')}
            </Button>
          )}
          <Button
            size="xs"
            variant="subtle"
            color="gray"
            c="inherit"
            onClick={toggle}
            aria-expanded={isOpen}
            leftSection={
              isOpen ? (
                <IconChevronDown size={14} aria-hidden />
              ) : (
                <IconChevronRight size={14} aria-hidden />
              )
            }
          >
            {t('common.technicalDetails')}
          </Button>
        </Group>
        <Collapse expanded={isOpen} w="100%">
          <Stack gap="xs" align="flex-start">
            <Code block w="100%">
              {technical}
            </Code>
            <CopyButton value={technical}>
              {({ copied, copy }) => (
                <Button size="xs" variant="default" onClick={copy}>
                  {copied ? t('common.copied') : t('common.copy')}
                </Button>
              )}
            </CopyButton>
          </Stack>
        </Collapse>
      </Stack>
    </Alert>
  )
}
