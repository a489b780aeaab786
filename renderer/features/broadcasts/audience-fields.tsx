import { SegmentedControl, Select, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Link } from '../../lib/router.ts'
import { useCall } from '../../lib/use-call.ts'
import type { Draft } from './draft.ts'
import type { FieldsProps } from './fields.ts'
import { useProblem } from './use-problem.ts'
import classes from './broadcasts.module.css'

const kinds: ReadonlyArray<Draft['audienceKind']> = ['segment', 'everybody', 'notReached']

/** Whom it is for: everybody, a segment, or those whom another broadcast did not reach. */
export function AudienceFields(props: FieldsProps) {
  const { t } = useTranslation()
  const { draft, onChange } = props
  return (
    <section aria-labelledby="audience-title">
      <h2 className={classes['heading']} id="audience-title">
        {t('broadcasts.audience.title')}
      </h2>
      <SegmentedControl
        aria-labelledby="audience-title"
        value={draft.audienceKind}
        onChange={(audienceKind) => onChange({ audienceKind })}
        data={kinds.map((kind) => ({ value: kind, label: t(`broadcasts.audience.kind_${kind}`) }))}
      />
      {draft.audienceKind === 'segment' ? <SegmentField {...props} /> : null}
      {draft.audienceKind === 'notReached' ? <FollowedField {...props} /> : null}
      {draft.audienceKind === 'everybody' ? (
        <Text size="sm" c="dimmed" mt="xs">
          {t('broadcasts.audience.everybodyHelp')}
        </Text>
      ) : null}
    </section>
  )
}

function SegmentField({ draft, onChange, problems }: FieldsProps) {
  const { t } = useTranslation()
  const problem = useProblem(problems)
  const segments = useCall('segments.list', {}).data?.segments
  const count = useCall(
    'segments.count',
    { segmentId: draft.segmentId ?? '' },
    { enabled: draft.segmentId !== null },
  ).data
  if (segments?.length === 0)
    return (
      <Text size="sm" mt="xs">
        {t('broadcasts.audience.noSegments')}{' '}
        <Link to="/segments/new">{t('broadcasts.audience.makeSegment')}</Link>
      </Text>
    )
  return (
    <>
      <Select
        mt="sm"
        maw={420}
        searchable
        label={t('broadcasts.audience.segment')}
        placeholder={t('broadcasts.audience.segmentPlaceholder')}
        nothingFoundMessage={t('broadcasts.nothingFound')}
        value={draft.segmentId}
        onChange={(segmentId) => onChange({ segmentId })}
        data={(segments ?? []).map(({ id, name }) => ({ value: id, label: name }))}
        error={problem('audience')}
      />
      {draft.segmentId === null || count === undefined ? null : (
        <Text size="sm" c="dimmed" mt={4} role="status">
          {t('broadcasts.audience.live', { count: count.total })}{' '}
          <Link to={`/segments/${draft.segmentId}`}>{t('broadcasts.audience.openSegment')}</Link>
        </Text>
      )}
    </>
  )
}

function FollowedField({ draft, onChange, problems }: FieldsProps) {
  const { t } = useTranslation()
  const problem = useProblem(problems)
  const all = useCall('broadcasts.list', { limit: 200 }).data?.items ?? []
  return (
    <Select
      mt="sm"
      maw={420}
      searchable
      label={t('broadcasts.audience.followed')}
      description={t('broadcasts.audience.followedHelp')}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      nothingFoundMessage={t('broadcasts.nothingFound')}
      value={draft.followedId}
      onChange={(followedId) => onChange({ followedId })}
      data={all
        .filter(({ frozenAt, state }) => frozenAt !== null && state !== 'sending')
        .map(({ id, name }) => ({ value: id, label: name }))}
      error={problem('audience')}
    />
  )
}
