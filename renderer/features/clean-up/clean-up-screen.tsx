import { SegmentedControl, Stack } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { navigate, useRoute } from '../../lib/router.ts'
import { useInfinitePages } from '../../lib/use-call.ts'
import { PageHeader } from '../../ui/page-header.tsx'
import { BinTab } from './bin-tab.tsx'
import { ExposureFigures } from './exposure-figures.tsx'
import { RulesTab } from './rules-tab.tsx'
import { RunsTab } from './runs-tab.tsx'

const tabs = ['rules', 'runs', 'bin'] as const
type Tab = (typeof tabs)[number]

/** What is kept of people and still needed; rules for what is not; and the bin that it goes through. */
export function CleanUpScreen() {
  const { t } = useTranslation()
  const asked = useRoute().search.get('tab')
  const tab: Tab = tabs.find((name) => name === asked) ?? 'rules'
  const bin = useInfinitePages('cleanUp.bin', { limit: 100 })
  return (
    <>
      <PageHeader title={t('cleanUp.title')} subtitle={t('cleanUp.intro')} />
      <Stack gap="lg">
        <ExposureFigures />
        <SegmentedControl
          size="xs"
          style={{ alignSelf: 'flex-start' }}
          aria-label={t('cleanUp.tab.label')}
          value={tab}
          onChange={(value) => navigate(`/clean-up?tab=${value}`, { replace: true })}
          data={tabs.map((value) => ({
            value,
            label:
              value === 'bin' && bin.total > 0
                ? t('cleanUp.tab.binWith', { count: bin.total })
                : t(`cleanUp.tab.${value}`),
          }))}
        />
        {tab === 'rules' ? <RulesTab /> : tab === 'runs' ? <RunsTab /> : <BinTab pages={bin} />}
      </Stack>
    </>
  )
}
