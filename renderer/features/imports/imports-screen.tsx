import { Button, Paper, Stack, Text } from '@mantine/core'
import { IconFileImport } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { navigate, useRoute } from '../../lib/router.ts'
import { useInfinitePages } from '../../lib/use-call.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ErrorState } from '../../ui/error-state.tsx'
import { LoadingState } from '../../ui/loading-state.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { SplitView } from '../../ui/split-view.tsx'
import { ImportsTable } from './imports-table.tsx'
import { NeverDone } from './never-done.tsx'
import { NewImport } from './new-import.tsx'

/** Every file that customers or their orders came from, and the way in for the next. `?add` opens it. */
export function ImportsScreen() {
  const { t } = useTranslation()
  const { search } = useRoute()
  const [isAdding, setAdding] = useState(() => search.has('add'))
  const pages = useInfinitePages('imports.list', {})
  const isEmpty = !pages.isLoading && pages.error === null && pages.total === 0
  const add = <Button onClick={() => setAdding(true)}>{t('imports.add')}</Button>
  const list =
    pages.error !== null ? (
      <ErrorState error={pages.error} retry={pages.refetch} />
    ) : pages.isLoading ? (
      <LoadingState />
    ) : isEmpty ? (
      <NoImports action={isAdding ? null : add} isCompact={isAdding} />
    ) : (
      <ImportsTable
        imports={pages.items}
        total={pages.total}
        isCompact={isAdding}
        onEndReached={pages.fetchNextPage}
        onOpen={(one) => navigate(`/imports/${one.id}`)}
      />
    )
  return (
    <>
      <PageHeader
        title={t('imports.title')}
        subtitle={t('imports.intro')}
        {...(isEmpty ? {} : { primary: add })}
      />
      <SplitView
        detail={isAdding ? <NewImport onClose={() => setAdding(false)} /> : null}
        detailLabel={t('imports.new.title')}
        onClose={() => setAdding(false)}
      >
        {list}
      </SplitView>
    </>
  )
}

interface NoImportsProps {
  readonly action: React.ReactNode
  readonly isCompact: boolean
}

/** What can be imported and what for; beside the form, which says the rest, it is short. */
function NoImports({ action, isCompact }: NoImportsProps) {
  const { t } = useTranslation()
  return (
    <Stack align="center" gap="md">
      <EmptyState
        icon={<IconFileImport size={22} />}
        title={t('imports.empty.title')}
        text={
          <Stack gap="xs">
            <Text>{t('imports.empty.text')}</Text>
            <Text size="sm">{t('imports.empty.safe')}</Text>
          </Stack>
        }
        action={action}
      />
      {isCompact ? null : (
        <Paper withBorder p="md" maw="36rem">
          <NeverDone />
        </Paper>
      )}
    </Stack>
  )
}
