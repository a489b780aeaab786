import { Alert, Autocomplete, Select, Switch, Text, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { CallOutput } from '../../../shared/ipc/contract.ts'
import { languageName } from '../../lib/language-names.ts'
import { usePurposeWords } from '../../lib/purpose-words.ts'
import { Link } from '../../lib/router.ts'
import { useCall } from '../../lib/use-call.ts'
import type { CampaignDraft, CampaignProblems } from './campaign-draft.ts'

export type LegalText = CallOutput<'legalTexts.list'>['texts'][number]

interface CampaignFieldsProps {
  readonly draft: CampaignDraft
  /** False: posters with the code word may hang already. */
  readonly isNew: boolean
  readonly texts: readonly LegalText[]
  readonly purposes: CallOutput<'consentPurposes.list'>['purposes']
  readonly problems: CampaignProblems
  readonly onChange: (part: Partial<CampaignDraft>) => void
}

/** What a campaign is called, what is written, and what is agreed to by it. */
export function CampaignFields(props: CampaignFieldsProps) {
  const { t } = useTranslation()
  const { draft, isNew, purposes, onChange } = props
  const purposeWords = usePurposeWords()
  const words = (field: keyof CampaignDraft) => {
    const problem = props.problems[field]
    return problem === undefined ? null : t(`signUp.form.${problem}`)
  }
  const order = ['label', 'input', 'description', 'error'] as (
    'label' | 'input' | 'description' | 'error'
  )[]
  return (
    <>
      <TextInput
        label={t('signUp.form.name')}
        description={t('signUp.form.nameHelp')}
        inputWrapperOrder={order}
        value={draft.name}
        onChange={(event) => onChange({ name: event.currentTarget.value })}
        error={words('name')}
      />
      <TextInput
        label={t('signUp.form.codeWord')}
        description={t(isNew ? 'signUp.form.codeWordHelp' : 'signUp.form.codeWordFixed')}
        inputWrapperOrder={order}
        disabled={!isNew}
        autoComplete="off"
        value={draft.codeWord}
        onChange={(event) => onChange({ codeWord: event.currentTarget.value })}
        error={words('codeWord')}
      />
      <Select
        label={t('signUp.form.purpose')}
        allowDeselect={false}
        value={draft.purpose}
        onChange={(purpose) => {
          if (purpose !== null) onChange({ purpose, legalTextId: null })
        }}
        data={purposes.map(({ key, name }) => ({ value: key, label: purposeWords(key, name) }))}
      />
      <WordingField {...props} error={words('legalTextId')} />
      <TagField draft={draft} onChange={onChange} error={words('tag')} />
      <Switch
        label={t('signUp.form.double')}
        description={t('signUp.form.doubleHelp')}
        checked={draft.isDoubleOptIn}
        onChange={(event) => onChange({ isDoubleOptIn: event.currentTarget.checked })}
      />
    </>
  )
}

function WordingField({
  draft,
  texts,
  onChange,
  error,
}: CampaignFieldsProps & { readonly error: string | null }) {
  const { t } = useTranslation()
  // A campaign keeps the version it was made with; a new one gets what is in force.
  const usable = texts.filter(
    (text) => text.purpose === draft.purpose && (text.isCurrent || text.id === draft.legalTextId),
  )
  if (usable.length === 0) {
    return (
      <Alert color="amber" title={t('signUp.form.noTextTitle')}>
        <Text>{t('signUp.form.noText')}</Text>
        <Link to="/consent/texts?text=new">{t('signUp.form.writeText')}</Link>
      </Alert>
    )
  }
  return (
    <Select
      label={t('signUp.form.text')}
      placeholder={t('signUp.form.textPlaceholder')}
      value={draft.legalTextId}
      onChange={(legalTextId) => onChange({ legalTextId })}
      error={error}
      data={usable.map((text) => ({
        value: text.id,
        label: `${languageName(text.language)} · ${t('consent.texts.version', { version: text.version })}`,
      }))}
    />
  )
}

interface TagFieldProps {
  readonly draft: CampaignDraft
  readonly onChange: (part: Partial<CampaignDraft>) => void
  readonly error: string | null
}

function TagField({ draft, onChange, error }: TagFieldProps) {
  const { t } = useTranslation()
  const tags = useCall('tags.list', {})
  return (
    <Autocomplete
      label={t('signUp.form.tag')}
      description={t('signUp.form.tagHelp')}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      value={draft.tag}
      onChange={(tag) => onChange({ tag })}
      data={(tags.data?.tags ?? []).map((tag) => tag.name)}
      limit={20}
      error={error}
    />
  )
}
