import { Box, Button, CopyButton, Group, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { PlanAction } from '../../../shared/domain/plans.ts'
import { MaskedNumber } from '../../ui/masked-number.tsx'
import { reasonInWords, subjectOf } from './plan-words.ts'
import classes from './plans.module.css'

/** Whom an action is about and why, the same before and after approval. */
export function ActionBody({ action }: { readonly action: PlanAction }) {
  const { t } = useTranslation()
  return (
    <Box className={classes['actionBody']}>
      <Group gap="xs">
        {subjectOf(action) === action.maskedNumber ? null : (
          <Text fw={500}>{subjectOf(action)}</Text>
        )}
        {action.contactId === null ? null : (
          <Text size="sm" component="span">
            <MaskedNumber contactId={action.contactId} masked={action.maskedNumber} />
          </Text>
        )}
      </Group>
      <ul className={classes['reasons']}>
        {action.reasons.map((reason, index) => (
          <li key={`${reason.code} ${index}`}>{reasonInWords(t, reason)}</li>
        ))}
      </ul>
      {action.text === null ? null : (
        <Group gap="xs" align="flex-start" wrap="nowrap">
          <Text
            component="div"
            size="sm"
            className={classes['text']}
            tabIndex={0}
            role="group"
            aria-label={t('plans.textPreview')}
          >
            {action.text}
          </Text>
          {action.mode === 'by_hand' ? <CopyText text={action.text} /> : null}
        </Group>
      )}
    </Box>
  )
}

function CopyText({ text }: { readonly text: string }) {
  const { t } = useTranslation()
  return (
    <CopyButton value={text}>
      {({ copied, copy }) => (
        <Button size="compact-sm" variant="default" onClick={copy} style={{ flex: 'none' }}>
          {copied ? t('plans.copied') : t('plans.copyText')}
        </Button>
      )}
    </CopyButton>
  )
}
