import { ActionIcon, Fieldset, Group, Stack, TagsInput, Text } from '@mantine/core'
import { IconTrash } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { languageName } from '../../../lib/language-names.ts'
import { wordProblem, type OptOutWords, type WordSide } from './words-form.ts'

interface LanguageWordsProps {
  readonly language: string
  readonly words: OptOutWords
  readonly onChange: (words: OptOutWords) => void
}

/** The words of one language. */
export function LanguageWords({ language, words, onChange }: LanguageWordsProps) {
  const { t } = useTranslation()
  const name = languageName(language)
  const without = (side: WordSide) =>
    Object.fromEntries(Object.entries(words[side]).filter(([tag]) => tag !== language))
  return (
    <Fieldset
      legend={
        <Group gap={4}>
          <Text fw={500}>{name}</Text>
          <ActionIcon
            variant="subtle"
            color="gray"
            size="sm"
            aria-label={t('consent.words.removeLanguage', { language: name })}
            onClick={() => onChange({ ...words, stop: without('stop'), start: without('start') })}
          >
            <IconTrash size={14} aria-hidden />
          </ActionIcon>
        </Group>
      }
    >
      <Stack gap="sm">
        {(['stop', 'start'] as const).map((side) => {
          const problem = wordProblem(words, side, language)
          return (
            <TagsInput
              key={side}
              lang={language}
              label={t(`consent.words.${side}`)}
              placeholder={t('consent.words.type')}
              splitChars={[',', '，', '、', ';']}
              value={words[side][language] ?? []}
              onChange={(list) =>
                onChange({ ...words, [side]: { ...words[side], [language]: list } })
              }
              error={
                problem === null
                  ? null
                  : t(`consent.words.problem.${problem.code}`, { word: problem.word })
              }
            />
          )
        })}
      </Stack>
    </Fieldset>
  )
}
