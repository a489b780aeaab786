import { useTranslation } from 'react-i18next'
import type { Template } from '../../../shared/domain/announcements.ts'
import { StatusBadge, type StatusTone } from '../../ui/status-badge.tsx'

const statusTones: Partial<Record<Template['status'], StatusTone>> = {
  APPROVED: 'good',
  PENDING: 'attention',
  IN_APPEAL: 'attention',
  REJECTED: 'danger',
  PAUSED: 'danger',
  DISABLED: 'danger',
}

const qualityTones: Partial<Record<Template['quality'], StatusTone>> = {
  GREEN: 'good',
  YELLOW: 'attention',
  RED: 'danger',
}

/** Whether WhatsApp lets it be sent. */
export function TemplateStatusBadge({ status }: { readonly status: Template['status'] }) {
  const { t } = useTranslation()
  return (
    <StatusBadge tone={statusTones[status] ?? 'neutral'}>
      {t(`templates.status.${status}`)}
    </StatusBadge>
  )
}

/** What people made of it, as WhatsApp measures that. */
export function TemplateQualityBadge({ quality }: { readonly quality: Template['quality'] }) {
  const { t } = useTranslation()
  return (
    <StatusBadge tone={qualityTones[quality] ?? 'neutral'}>
      {t(`templates.quality.${quality}`)}
    </StatusBadge>
  )
}
