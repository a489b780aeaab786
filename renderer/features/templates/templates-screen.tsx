import { Button, Menu, Stack, Title } from '@mantine/core'
import { IconTemplate } from '@tabler/icons-react'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Template } from '../../../shared/domain/announcements.ts'
import type { SavedTemplateDraft } from '../../../shared/domain/template-records.ts'
import { useFormat } from '../../lib/format.ts'
import { languageName } from '../../lib/language-names.ts'
import { showDone } from '../../lib/notify.tsx'
import { Link, navigate } from '../../lib/router.ts'
import { useCall, useCommand } from '../../lib/use-call.ts'
import { DataTable } from '../../ui/data-table.tsx'
import type { DataColumn } from '../../ui/data-table-types.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ErrorState } from '../../ui/error-state.tsx'
import { LoadingState } from '../../ui/loading-state.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { StatusBadge } from '../../ui/status-badge.tsx'
import { TemplateQualityBadge, TemplateStatusBadge } from './template-badges.tsx'
import { languageTag } from './template-language.ts'

/** All templates that WhatsApp has, and drafts that it does not have yet. */
export function TemplatesScreen() {
  const { t } = useTranslation()
  const templates = useCall('templates.list', {})
  const drafts = useCall('templates.drafts', {})
  const columns = useTemplateColumns()
  const create = (
    <Button component={Link} to="/templates/new">
      {t('templates.create')}
    </Button>
  )
  const rows = templates.data?.templates ?? []
  const isEmpty = templates.data !== undefined && rows.length === 0
  const waiting = drafts.data?.drafts ?? []
  return (
    <>
      <PageHeader
        title={t('templates.title')}
        subtitle={t('templates.intro')}
        {...(isEmpty && waiting.length === 0 ? {} : { primary: create })}
        actions={<Actions />}
      />
      <Stack gap="lg">
        {waiting.length === 0 ? null : <Drafts drafts={waiting} />}
        {templates.error !== null ? (
          <ErrorState error={templates.error} retry={() => void templates.refetch()} />
        ) : templates.data === undefined ? (
          <LoadingState />
        ) : isEmpty ? (
          <EmptyState
            icon={<IconTemplate size={22} />}
            title={t('templates.empty.title')}
            text={t('templates.empty.text')}
            action={create}
          />
        ) : (
          <DataTable
            label={t('templates.title')}
            columns={columns}
            rows={rows}
            total={rows.length}
            rowKey={(template) => template.id}
            onRowClick={(template) => navigate(`/templates/${template.id}`)}
          />
        )}
      </Stack>
    </>
  )
}

function Actions() {
  const { t } = useTranslation()
  const refresh = useCommand('templates.refresh', {
    onSuccess: () => showDone(t('templates.refreshed')),
  })
  const invite = useCommand('templates.addGroupInvite', {
    onSuccess: (template) => navigate(`/templates/${template.id}`),
  })
  return (
    <>
      <Button variant="default" loading={refresh.isPending} onClick={() => refresh.mutate({})}>
        {t('templates.refresh')}
      </Button>
      <Menu>
        <Menu.Target>
          <Button variant="default" loading={invite.isPending}>
            {t('templates.invite')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {(['en', 'zh_CN'] as const).map((language) => (
            <Menu.Item key={language} onClick={() => invite.mutate({ language })}>
              {languageName(languageTag(language))}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
    </>
  )
}

function Drafts({ drafts }: { readonly drafts: readonly SavedTemplateDraft[] }) {
  const { t } = useTranslation()
  const format = useFormat()
  const columns = useMemo<DataColumn<SavedTemplateDraft>[]>(
    () => [
      {
        key: 'name',
        header: t('templates.column.name'),
        width: 'minmax(12rem, 1fr)',
        cell: ({ draft }) => (draft.name === '' ? t('templates.unnamed') : draft.name),
      },
      {
        key: 'language',
        header: t('templates.column.language'),
        width: '12rem',
        cell: ({ draft }) => languageName(languageTag(draft.language)),
      },
      {
        key: 'errors',
        header: t('templates.column.lint'),
        width: '14rem',
        cell: ({ errors }) => (
          <StatusBadge tone={errors === 0 ? 'good' : 'attention'}>
            {errors === 0
              ? t('templates.lint.ready')
              : t('templates.lint.errors', { count: errors })}
          </StatusBadge>
        ),
      },
      {
        key: 'updated',
        header: t('templates.column.updated'),
        width: '13rem',
        align: 'end',
        cell: ({ updatedAt }) => format.dateTime(updatedAt),
      },
    ],
    [t, format],
  )
  return (
    <div>
      <Title order={2} mb="xs">
        {t('templates.drafts')}
      </Title>
      <DataTable
        label={t('templates.drafts')}
        columns={columns}
        rows={drafts}
        total={drafts.length}
        rowKey={(draft) => draft.id}
        onRowClick={(draft) => navigate(`/template-drafts/${draft.id}`)}
      />
    </div>
  )
}

function useTemplateColumns(): DataColumn<Template>[] {
  const { t } = useTranslation()
  return useMemo(
    () => [
      {
        key: 'name',
        header: t('templates.column.name'),
        width: 'minmax(12rem, 1fr)',
        cell: (row) => row.name,
      },
      {
        key: 'language',
        header: t('templates.column.language'),
        width: '12rem',
        cell: (row) => languageName(languageTag(row.language)),
      },
      {
        key: 'category',
        header: t('templates.column.category'),
        width: '9rem',
        cell: (row) => t(`templates.category.${row.category}`),
      },
      {
        key: 'status',
        header: t('templates.column.status'),
        width: '11rem',
        cell: (row) => <TemplateStatusBadge status={row.status} />,
      },
      {
        key: 'quality',
        header: t('templates.column.quality'),
        width: '10rem',
        cell: (row) => <TemplateQualityBadge quality={row.quality} />,
      },
    ],
    [t],
  )
}
