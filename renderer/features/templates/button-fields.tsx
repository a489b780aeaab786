import { Button, Fieldset, Group, Menu, Stack, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { TemplateButton } from '../../../shared/domain/templates.ts'
import { emptyButton } from './draft.ts'

interface ButtonFieldsProps {
  readonly buttons: readonly TemplateButton[]
  readonly onChange: (buttons: TemplateButton[]) => void
}

const kinds = ['QUICK_REPLY', 'URL', 'PHONE_NUMBER', 'COPY_CODE'] as const

/** The buttons below the message, in their order. */
export function ButtonFields({ buttons, onChange }: ButtonFieldsProps) {
  const { t } = useTranslation()
  const replace = (at: number, button: TemplateButton) =>
    onChange(buttons.map((old, index) => (index === at ? button : old)))
  return (
    <Stack gap="sm">
      {buttons.map((button, at) => (
        <Fieldset
          key={at}
          legend={t('templates.button.legend', {
            n: at + 1,
            kind: t(`templates.button.${button.type}`),
          })}
        >
          <Stack gap="xs">
            <OneButton button={button} onChange={(next) => replace(at, next)} />
            <Group justify="flex-end">
              <Button
                size="xs"
                variant="default"
                onClick={() => onChange(buttons.filter((_, index) => index !== at))}
              >
                {t('templates.button.remove', { n: at + 1 })}
              </Button>
            </Group>
          </Stack>
        </Fieldset>
      ))}
      <Menu>
        <Menu.Target>
          <Button variant="default" disabled={buttons.length >= 20}>
            {t('templates.button.add')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {kinds.map((kind) => (
            <Menu.Item key={kind} onClick={() => onChange([...buttons, emptyButton(kind)])}>
              {t(`templates.button.${kind}`)}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
    </Stack>
  )
}

interface OneButtonProps {
  readonly button: TemplateButton
  readonly onChange: (button: TemplateButton) => void
}

function OneButton({ button, onChange }: OneButtonProps) {
  const { t } = useTranslation()
  return (
    <>
      {'text' in button ? (
        <TextInput
          label={t('templates.button.text')}
          maxLength={200}
          value={button.text}
          onChange={(event) => onChange({ ...button, text: event.currentTarget.value })}
        />
      ) : null}
      {button.type === 'URL' ? (
        <TextInput
          label={t('templates.button.url')}
          description={t('templates.help.url')}
          maxLength={4000}
          value={button.url}
          onChange={(event) => onChange({ ...button, url: event.currentTarget.value })}
        />
      ) : null}
      {button.type === 'PHONE_NUMBER' ? (
        <TextInput
          label={t('templates.button.phoneNumber')}
          maxLength={60}
          value={button.phoneNumber}
          onChange={(event) => onChange({ ...button, phoneNumber: event.currentTarget.value })}
        />
      ) : null}
      {button.type === 'COPY_CODE' || (button.type === 'URL' && button.url.includes('{{')) ? (
        <TextInput
          label={t('templates.button.example')}
          maxLength={200}
          value={button.example}
          onChange={(event) => onChange({ ...button, example: event.currentTarget.value })}
        />
      ) : null}
    </>
  )
}
