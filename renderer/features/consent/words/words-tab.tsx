import {
  Alert,
  Button,
  Group,
  List,
  Paper,
  Select,
  Stack,
  Switch,
  TagsInput,
  Text,
  Title,
} from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { languageChoices } from '../../../lib/language-names.ts'
import { showDone } from '../../../lib/notify.tsx'
import { useCall, useCommand } from '../../../lib/use-call.ts'
import { ErrorState } from '../../../ui/error-state.tsx'
import { LoadingState } from '../../../ui/loading-state.tsx'
import { LanguageWords } from './language-words.tsx'
import {
  areButtonsGood,
  areWordsGood,
  hasStopWord,
  wordLanguages,
  type OptOutWords,
} from './words-form.ts'
import classes from '../consent.module.css'

const steps = ['recorded', 'nothingMore', 'notByHand', 'confirmed', 'back'] as const

/** Words that mean stop and start, and what happens when somebody writes one. */
export function WordsTab() {
  const words = useCall('optOutWords.get', {})
  if (words.error !== null) {
    return <ErrorState error={words.error} retry={() => void words.refetch()} />
  }
  if (words.data === undefined) return <LoadingState />
  return (
    <div className={classes['columns']}>
      <WordsForm key={JSON.stringify(words.data)} saved={words.data} />
      <AtAStop />
    </div>
  )
}

function WordsForm({ saved }: { readonly saved: OptOutWords }) {
  const { t } = useTranslation()
  const [words, setWords] = useState<OptOutWords>(saved)
  const save = useCommand('optOutWords.save', {
    onSuccess: () => showDone(t('consent.words.saved')),
  })
  const isDirty = JSON.stringify(words) !== JSON.stringify(saved)
  const languages = wordLanguages(words)
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        if (isDirty && areWordsGood(words)) save.mutate(words)
      }}
    >
      <Stack gap="md">
        <Text c="dimmed">{t('consent.words.intro')}</Text>
        {hasStopWord(words) ? null : (
          <Alert color="amber" icon={<IconAlertTriangle aria-hidden />}>
            {t('consent.words.noStop')}
          </Alert>
        )}
        {languages.map((language) => (
          <LanguageWords key={language} language={language} words={words} onChange={setWords} />
        ))}
        <AddLanguage words={words} onChange={setWords} />
        <TagsInput
          label={t('consent.words.buttons')}
          description={t('consent.words.buttonsHelp')}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          value={words.stopButtons}
          onChange={(stopButtons) => setWords({ ...words, stopButtons })}
          error={areButtonsGood(words) ? null : t('consent.words.buttonsWrong')}
        />
        <Switch
          label={t('consent.words.confirms')}
          description={t('consent.words.confirmsHelp')}
          checked={words.confirmsStop}
          onChange={(event) => setWords({ ...words, confirmsStop: event.currentTarget.checked })}
        />
        <Group gap="xs">
          <Button
            type="submit"
            disabled={!isDirty || !areWordsGood(words)}
            loading={save.isPending}
          >
            {t('consent.words.save')}
          </Button>
          {isDirty ? (
            <Button variant="subtle" color="gray" onClick={() => setWords(saved)}>
              {t('consent.words.discard')}
            </Button>
          ) : null}
        </Group>
      </Stack>
    </form>
  )
}

interface AddLanguageProps {
  readonly words: OptOutWords
  readonly onChange: (words: OptOutWords) => void
}

function AddLanguage({ words, onChange }: AddLanguageProps) {
  const { t } = useTranslation()
  const inUse = wordLanguages(words)
  return (
    <Select
      label={t('consent.words.addLanguage')}
      placeholder={t('consent.words.language')}
      searchable
      value={null}
      onChange={(language) => {
        if (language === null) return
        onChange({
          ...words,
          stop: { ...words.stop, [language]: [] },
          start: { ...words.start, [language]: [] },
        })
      }}
      data={languageChoices().filter(({ value }) => !inUse.includes(value))}
    />
  )
}

function AtAStop() {
  const { t } = useTranslation()
  return (
    <Paper withBorder p="md" component="section" aria-labelledby="at-a-stop">
      <Title order={2} id="at-a-stop" mb="xs">
        {t('consent.words.atAStop')}
      </Title>
      <List type="ordered" spacing={8}>
        {steps.map((step) => (
          <List.Item key={step}>
            <Text>{t(`consent.words.step.${step}`)}</Text>
          </List.Item>
        ))}
      </List>
      <Text size="sm" c="dimmed" mt="md">
        {t('consent.words.always')}
      </Text>
    </Paper>
  )
}
