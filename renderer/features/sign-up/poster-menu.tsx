import { Button, Menu } from '@mantine/core'
import { IconChevronDown, IconPrinter } from '@tabler/icons-react'
import { Fragment } from 'react'
import { useTranslation } from 'react-i18next'
import { languages } from '../../lib/i18n.ts'
import { useSavedFile } from '../../lib/use-saved-file.ts'
import { useCommand } from '../../lib/use-call.ts'
import type { Campaign } from './campaign-draft.ts'

const formats = ['pdf', 'html'] as const

/** Hands over the poster, in either language of the app. */
export function PosterMenu({ campaign }: { readonly campaign: Campaign }) {
  const { t } = useTranslation()
  const save = useSavedFile()
  const poster = useCommand('signupCampaigns.poster', {
    onSuccess: (file, input) => void save(file, input.format ?? 'pdf'),
  })
  return (
    <Menu withinPortal>
      <Menu.Target>
        <Button
          loading={poster.isPending}
          disabled={campaign.link === null}
          leftSection={<IconPrinter size={16} aria-hidden />}
          rightSection={<IconChevronDown size={14} aria-hidden />}
        >
          {t('signUp.poster.button')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown aria-label={t('signUp.poster.button')}>
        {formats.map((format) => (
          <Fragment key={format}>
            {languages.map(({ code, name }) => (
              <Menu.Item
                key={code}
                onClick={() => poster.mutate({ campaignId: campaign.id, format, language: code })}
              >
                {t(`signUp.poster.${format}`, { language: name })}
              </Menu.Item>
            ))}
          </Fragment>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
