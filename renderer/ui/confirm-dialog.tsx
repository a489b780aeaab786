import { Button, Group, Modal, NumberInput, Stack, Text } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

export interface ConfirmDialogProps {
  readonly opened: boolean
  readonly onClose: () => void
  readonly onConfirm: () => void
  readonly title: ReactNode
  /** What will happen and that it cannot be undone. */
  readonly children?: ReactNode
  /** Says the deed and its number: "Remove 12 members". */
  readonly confirmLabel: string
  /** When given, the owner types this number before the button works. */
  readonly confirmCount?: number
  readonly isDangerous?: boolean
  readonly isBusy?: boolean
}

/** Asks once more before what cannot be undone; with `confirmCount` the number has to be typed. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const { t } = useTranslation()
  return (
    <Modal
      opened={props.opened}
      onClose={props.onClose}
      title={props.title}
      closeButtonProps={{ 'aria-label': t('common.close') }}
      centered
    >
      {props.opened ? <ConfirmForm {...props} /> : null}
    </Modal>
  )
}

function ConfirmForm(props: ConfirmDialogProps) {
  const { t } = useTranslation()
  const [typed, setTyped] = useState<number | string>('')
  const needsCount = props.confirmCount !== undefined
  const isRight = !needsCount || Number(typed) === props.confirmCount
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        if (isRight && props.isBusy !== true) props.onConfirm()
      }}
    >
      <Stack gap="md">
        <Text component="div">{props.children}</Text>
        {needsCount ? (
          <NumberInput
            data-autofocus
            label={t('common.typeNumber', { count: props.confirmCount })}
            value={typed}
            onChange={setTyped}
            hideControls
            allowNegative={false}
            allowDecimal={false}
            autoComplete="off"
          />
        ) : null}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={props.onClose}>
            {t('common.cancel')}
          </Button>
          <Button
            type="submit"
            {...(needsCount ? {} : { 'data-autofocus': true })}
            disabled={!isRight}
            loading={props.isBusy === true}
            {...(props.isDangerous === false ? {} : { color: 'red' })}
          >
            {props.confirmLabel}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
