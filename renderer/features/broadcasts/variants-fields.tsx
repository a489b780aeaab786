import { Button, Group, NumberInput, Paper, Select, Stack, Text } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Link } from '../../lib/router.ts'
import { BindingFields } from './binding-fields.tsx'
import { emptyVariant, type BindingDraft, type VariantDraft } from './draft.ts'
import type { FieldsProps } from './fields.ts'
import { HeaderMediaField } from './header-media-field.tsx'
import { MessagePreview } from './message-preview.tsx'
import { useProblem } from './use-problem.ts'
import { variantName } from './variant-name.ts'
import classes from './broadcasts.module.css'

/** One text, or two to find out which does better. */
export function VariantsFields(props: FieldsProps) {
  const { t } = useTranslation()
  const { draft, onChange, templates } = props
  const { variants } = draft
  const change = (index: number, part: Partial<VariantDraft>) =>
    onChange({
      variants: variants.map((one, at) => (at === index ? { ...one, ...part } : one)),
    })
  return (
    <section aria-labelledby="message-title">
      <h2 className={classes['heading']} id="message-title">
        {t('broadcasts.message.title')}
      </h2>
      {templates.length === 0 ? (
        <Text>
          {t('broadcasts.message.noTemplates')}{' '}
          <Link to="/settings?section=account">{t('broadcasts.message.toAccount')}</Link>
        </Text>
      ) : (
        <Stack gap="md">
          {variants.map((variant, index) => (
            <VariantFields
              key={index}
              {...props}
              variant={variant}
              index={index}
              onVariant={(part) => change(index, part)}
              onRemove={() => onChange({ variants: variants.filter((_, at) => at !== index) })}
            />
          ))}
          {variants.length > 1 ? null : (
            <Button
              variant="default"
              style={{ alignSelf: 'flex-start' }}
              leftSection={<IconPlus size={16} aria-hidden />}
              onClick={() => onChange({ variants: [...variants, emptyVariant] })}
            >
              {t('broadcasts.message.addVariant')}
            </Button>
          )}
        </Stack>
      )}
    </section>
  )
}

interface VariantFieldsProps extends FieldsProps {
  readonly variant: VariantDraft
  readonly index: number
  readonly onVariant: (part: Partial<VariantDraft>) => void
  readonly onRemove: () => void
}

function VariantFields(props: VariantFieldsProps) {
  const { t } = useTranslation()
  const { draft, templates, variant, index, onVariant } = props
  const problem = useProblem(props.problems)
  const template = templates.find(({ id }) => id === variant.templateId)
  const isOneOfMany = draft.variants.length > 1
  return (
    <Paper withBorder p="md" className={classes['variant'] ?? ''}>
      {isOneOfMany ? <VariantHead {...props} /> : null}
      <div className={classes['message']}>
        <Stack gap="sm">
          <Select
            searchable
            label={t('broadcasts.message.template')}
            placeholder={t('broadcasts.message.templatePlaceholder')}
            nothingFoundMessage={t('broadcasts.nothingFound')}
            value={variant.templateId}
            onChange={(templateId) => onVariant({ templateId, bindings: {} })}
            error={problem(`template ${index}`)}
            data={templates.map((one) => ({
              value: one.id,
              label: [
                t('announcements.form.templateOption', { name: one.name, language: one.language }),
                t(`announcements.category.${one.category}`),
                ...(one.status === 'APPROVED'
                  ? []
                  : [t(`announcements.templateStatus.${one.status}`)]),
              ].join(' · '),
              disabled: one.status !== 'APPROVED',
            }))}
          />
          {template?.variables.map((name) => {
            const fields = {
              binding: variant.bindings[name] ?? { source: null, text: '' },
              error: problem(`variable ${index} ${name}`),
              onChange: (binding: BindingDraft) =>
                onVariant({ bindings: { ...variant.bindings, [name]: binding } }),
            }
            return name === 'header:media' ? (
              <HeaderMediaField key={name} templateId={template.id} {...fields} />
            ) : (
              <BindingFields key={name} name={name} {...fields} />
            )
          })}
        </Stack>
        <MessagePreview
          template={template ?? null}
          variant={variant}
          segmentId={draft.audienceKind === 'segment' ? draft.segmentId : null}
        />
      </div>
    </Paper>
  )
}

function VariantHead({ draft, variant, index, onVariant, onRemove }: VariantFieldsProps) {
  const { t } = useTranslation()
  const sum = draft.variants.reduce((total, { share }) => total + share, 0)
  return (
    <Group justify="space-between" mb="sm">
      <Group gap="sm" align="center">
        <Text fw={600}>{t('broadcasts.message.variant', { name: variantName(index) })}</Text>
        <NumberInput
          aria-label={t('broadcasts.message.share', { name: variantName(index) })}
          size="xs"
          w={76}
          min={1}
          max={100}
          allowDecimal={false}
          value={variant.share}
          onChange={(share) => {
            if (typeof share === 'number' && share >= 1 && share <= 100) onVariant({ share })
          }}
        />
        <Text size="sm" c="dimmed">
          {t('broadcasts.message.shareOf', { percent: Math.round((variant.share / sum) * 100) })}
        </Text>
      </Group>
      <Button variant="subtle" color="gray" size="compact-sm" onClick={onRemove}>
        {t('broadcasts.message.removeVariant')}
      </Button>
    </Group>
  )
}
