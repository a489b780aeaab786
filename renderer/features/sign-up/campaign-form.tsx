import { Button, Group, Stack, Text } from '@mantine/core'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ErrorReply } from '../../../shared/errors.ts'
import { showDone } from '../../lib/notify.tsx'
import { Link, navigate } from '../../lib/router.ts'
import { useCall, useCommand } from '../../lib/use-call.ts'
import { ErrorState } from '../../ui/error-state.tsx'
import { LoadingState } from '../../ui/loading-state.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import {
  campaignDraft,
  campaignProblems,
  toCampaignInput,
  type Campaign,
  type CampaignProblems,
  type TakenWords,
} from './campaign-draft.ts'
import { CampaignFields } from './campaign-fields.tsx'
import { CampaignPreview } from './campaign-preview.tsx'
import classes from './sign-up.module.css'

interface CampaignFormProps {
  /** Null: a new one. */
  readonly campaign: Campaign | null
  readonly campaigns: readonly Campaign[]
  /** The shop's number as WhatsApp shows it; null: none is connected. */
  readonly number: string | null
}

/** Writes a campaign; its QR code and what a customer sees stand beside it. */
export function CampaignForm({ campaign, campaigns, number }: CampaignFormProps) {
  const { t } = useTranslation()
  const texts = useCall('legalTexts.list', { kind: 'consent' })
  const purposes = useCall('consentPurposes.list', {})
  const [draft, setDraft] = useState(() => campaignDraft(campaign))
  const [isChecked, setChecked] = useState(false)
  const taken = useTakenWords(campaigns, campaign?.id ?? null)
  const problems = campaignProblems(draft, taken)
  const save = useSave(campaign)
  const error = texts.error ?? purposes.error
  if (error !== null) return <ErrorState error={error} retry={() => void texts.refetch()} />
  if (texts.data === undefined || purposes.data === undefined) return <LoadingState rows={8} />
  const shown = isChecked ? { ...problems, ...save.refused } : earlyOf(problems)
  const text = texts.data.texts.find((one) => one.id === draft.legalTextId)
  return (
    <>
      <Text size="sm" mb={4}>
        <Link to="/sign-up">{t('signUp.back')}</Link>
      </Text>
      <PageHeader
        title={campaign === null ? t('signUp.new') : t('signUp.editTitle', { name: campaign.name })}
      />
      <div className={classes['columns']}>
        <form
          onSubmit={(event) => {
            event.preventDefault()
            setChecked(true)
            const input = toCampaignInput(draft, campaign?.id ?? null)
            if (Object.keys(problems).length === 0 && input !== null) save.run(input)
          }}
        >
          <Stack gap="md">
            <CampaignFields
              draft={draft}
              isNew={campaign === null}
              texts={texts.data.texts}
              purposes={purposes.data.purposes}
              problems={shown}
              onChange={(part) => {
                save.forget()
                setDraft({ ...draft, ...part })
              }}
            />
            <Group justify="flex-end" gap="xs">
              <Button component={Link} to="/sign-up" variant="default">
                {t('common.cancel')}
              </Button>
              <Button type="submit" loading={save.isPending}>
                {t(campaign === null ? 'signUp.form.create' : 'signUp.form.save')}
              </Button>
            </Group>
          </Stack>
        </form>
        <CampaignPreview draft={draft} number={number} text={text} problem={problems.codeWord} />
      </div>
    </>
  )
}

/** What is told before the owner saves: only what is wrong with something typed. */
function earlyOf({ codeWord, ...rest }: CampaignProblems): CampaignProblems {
  return {
    ...(codeWord === undefined || codeWord === 'codeWordMissing' || codeWord === 'codeWordLength'
      ? {}
      : { codeWord }),
    ...(rest.tag === undefined ? {} : { tag: rest.tag }),
  }
}

function useTakenWords(campaigns: readonly Campaign[], ownId: string | null): TakenWords {
  const words = useCall('optOutWords.get', {})
  return useMemo(
    () => ({
      campaigns: campaigns
        .filter(({ id, state }) => id !== ownId && state === 'open')
        .map(({ codeWord }) => codeWord),
      optOut:
        words.data === undefined
          ? []
          : [
              ...Object.values(words.data.stop),
              ...Object.values(words.data.start),
              words.data.stopButtons,
            ].flat(),
    }),
    [campaigns, ownId, words.data],
  )
}

/** A refusal that belongs beside a field. */
function refusalOf({ code, field }: ErrorReply): CampaignProblems | null {
  if (code === 'conflict' && field === 'codeWord') return { codeWord: 'codeWordRefused' }
  if (code === 'invalid_input' && field === 'legalTextId') return { legalTextId: 'textRefused' }
  return null
}

function useSave(campaign: Campaign | null) {
  const { t } = useTranslation()
  const [refused, setRefused] = useState<CampaignProblems>({})
  const command = useCommand('signupCampaigns.save', {
    onSuccess: (saved) => {
      showDone(t(campaign === null ? 'signUp.form.created' : 'signUp.form.saved'))
      navigate(`/sign-up?campaignId=${saved.id}`)
    },
    handlesError: (error) => {
      const problem = refusalOf(error)
      if (problem !== null) setRefused(problem)
      return problem !== null
    },
  })
  return {
    refused,
    forget: () => setRefused({}),
    isPending: command.isPending,
    run: command.mutate,
  }
}
