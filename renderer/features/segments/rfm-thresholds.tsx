import { Button, Fieldset, Group, NumberInput, Paper, Stack, Text, Title } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { rfmThresholds } from '../../../shared/domain/segments.ts'
import type { CallOutput } from '../../../shared/ipc/contract.ts'
import { showDone } from '../../lib/notify.tsx'
import { useCommand } from '../../lib/use-call.ts'

type Overview = CallOutput<'rfm.get'>
type Thresholds = NonNullable<Overview['thresholds']>
const measures = ['recencyDays', 'frequency', 'monetary'] as const
/** Hundredths of the currency's unit; what is typed is units. */
const unitOf = { recencyDays: 1, frequency: 1, monetary: 100 } as const

/** The bounds of the scores: by fifths of all customers, or as the owner sets them. */
export function RfmThresholdsForm({ overview }: { readonly overview: Overview }) {
  const { t } = useTranslation()
  const [edited, setEdited] = useState<Thresholds | null>(null)
  const shown = edited ?? overview.thresholds
  const save = useCommand('rfm.setThresholds', {
    onSuccess: () => {
      setEdited(null)
      showDone(t('segments.rfm.thresholdsSaved'))
    },
  })
  if (shown === null) return null
  const isRight = rfmThresholds.safeParse(shown).success
  return (
    <Paper withBorder p="md" component="section" aria-labelledby="rfm-thresholds">
      <Title order={2} size="md" id="rfm-thresholds">
        {t('segments.rfm.thresholds')}
      </Title>
      <Text size="sm" c="dimmed" mb="sm">
        {t(overview.isOwnThresholds ? 'segments.rfm.ownThresholds' : 'segments.rfm.fifths')}
      </Text>
      <Stack gap="sm">
        {measures.map((measure) => (
          <Fieldset key={measure} legend={t(`segments.rfm.measure.${measure}`)} variant="unstyled">
            <Group gap="xs">
              {shown[measure].map((bound, index) => (
                <NumberInput
                  key={index}
                  w="8rem"
                  min={0}
                  decimalScale={1}
                  label={t(`segments.rfm.bound.${measure}`, {
                    score: measure === 'recencyDays' ? 4 - index : index + 2,
                  })}
                  value={Math.round((bound / unitOf[measure]) * 10) / 10}
                  onChange={(typed) => {
                    const bounds = [...shown[measure]]
                    bounds[index] = (Number(typed) || 0) * unitOf[measure]
                    setEdited({ ...shown, [measure]: bounds })
                  }}
                />
              ))}
            </Group>
          </Fieldset>
        ))}
        {isRight ? null : (
          <Text role="alert" c="red">
            {t('segments.rfm.boundsWrong')}
          </Text>
        )}
        <Group gap="xs">
          <Button
            disabled={edited === null || !isRight}
            loading={save.isPending}
            onClick={() => save.mutate({ thresholds: edited })}
          >
            {t('segments.rfm.saveThresholds')}
          </Button>
          {overview.isOwnThresholds ? (
            <Button variant="default" onClick={() => save.mutate({ thresholds: null })}>
              {t('segments.rfm.backToFifths')}
            </Button>
          ) : null}
        </Group>
      </Stack>
    </Paper>
  )
}
