import { List, Paper, Stack, Text, Title } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { CampaignDraft } from './campaign-draft.ts'
import type { LegalText } from './campaign-fields.tsx'
import { QrImage } from './qr-image.tsx'
import { linkQrSvg, signUpLink } from './sign-up-link.ts'
import classes from './sign-up.module.css'

interface CampaignPreviewProps {
  readonly draft: CampaignDraft
  readonly number: string | null
  readonly text: LegalText | undefined
  /** What is wrong with the code word, if anything. */
  readonly problem: string | undefined
}

/** What a customer scans, writes and agrees to, as it is now in the form. */
export function CampaignPreview({ draft, number, text, problem }: CampaignPreviewProps) {
  const { t } = useTranslation()
  return (
    <Paper withBorder p="md" component="section" aria-labelledby="campaign-preview">
      <Title order={2} id="campaign-preview" mb="sm">
        {t('signUp.preview.title')}
      </Title>
      <Stack gap="md">
        <Scan draft={draft} number={number} isGood={problem === undefined} />
        <List type="ordered" spacing={6}>
          <List.Item>
            <Text>
              {draft.codeWord.trim() === ''
                ? t('signUp.preview.writesNothing')
                : t('signUp.preview.writes', { codeWord: draft.codeWord.trim() })}
            </Text>
          </List.Item>
          {draft.isDoubleOptIn ? (
            <List.Item>
              <Text>{t('signUp.preview.asks')}</Text>
            </List.Item>
          ) : null}
          <List.Item>
            <Text>
              {t(draft.isDoubleOptIn ? 'signUp.preview.afterYes' : 'signUp.preview.atOnce')}
            </Text>
          </List.Item>
        </List>
        {text === undefined ? null : (
          <div>
            <Text size="sm" fw={500} mb={4}>
              {t('signUp.preview.wording')}
            </Text>
            <Text className={classes['wording']} lang={text.language}>
              {text.body}
            </Text>
          </div>
        )}
      </Stack>
    </Paper>
  )
}

interface ScanProps {
  readonly draft: CampaignDraft
  readonly number: string | null
  readonly isGood: boolean
}

function Scan({ draft, number, isGood }: ScanProps) {
  const { t } = useTranslation()
  const [codeWord] = useDebouncedValue(draft.codeWord.trim(), 150)
  const link = isGood && codeWord !== '' ? signUpLink(number, codeWord) : null
  const svg = useMemo(() => (link === null ? null : linkQrSvg(link)), [link])
  if (link === null || svg === null) {
    return (
      <div className={classes['blank']}>
        <Text c="dimmed" ta="center">
          {t(number === null ? 'signUp.preview.noNumber' : 'signUp.preview.noCode')}
        </Text>
      </div>
    )
  }
  return (
    <Stack gap="xs" align="center">
      <QrImage
        svg={svg}
        name={draft.name.trim() === '' ? codeWord : draft.name.trim()}
        size={200}
      />
      <Text size="sm" className={classes['link']}>
        {link}
      </Text>
    </Stack>
  )
}
