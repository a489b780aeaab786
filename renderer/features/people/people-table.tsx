import type { TFunction } from 'i18next'
import { useMemo, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { contactSort, type Contact } from '../../../shared/domain/contacts.ts'
import { useFormat } from '../../lib/format.ts'
import { navigate } from '../../lib/router.ts'
import { DataTable } from '../../ui/data-table.tsx'
import type { DataColumn, TableSelection } from '../../ui/data-table-types.ts'
import { OptInMark, ScreeningMark } from './marks.tsx'
import type { ContactSort } from './people-query.ts'
import { nameBesideNumber } from './person-name.ts'
import classes from './people.module.css'

export interface PeopleTableProps {
  readonly people: readonly Contact[]
  /** Null while they are being counted. */
  readonly total: number | null
  readonly hasMore: boolean
  readonly onEndReached: () => void
  readonly selection: TableSelection
  readonly sort: ContactSort
  readonly descending: boolean
  readonly onSort: (sort: ContactSort, descending: boolean) => void
  /** True while a panel stands beside the table: only the columns that matter stay. */
  readonly isCompact: boolean
  readonly placeKey: string
  readonly empty: ReactNode
}

const compactKeys = ['name', 'number', 'optIn', 'lastSeen']
const keyOf = (contact: Contact) => contact.id
const open = (contact: Contact) => navigate(`/people/${contact.id}`)

/** People as rows; a click opens one. */
export function PeopleTable(props: PeopleTableProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const { isCompact, onSort } = props
  const columns = useMemo(() => {
    const all = [...whoColumns(t, format), ...standingColumns(t), ...timeColumns(t, format)]
    return isCompact ? all.filter(({ key }) => compactKeys.includes(key)) : all
  }, [t, format, isCompact])
  return (
    <DataTable
      label={t('people.title')}
      columns={columns}
      rows={props.people}
      total={props.total}
      hasMore={props.hasMore}
      rowKey={keyOf}
      onRowClick={open}
      onEndReached={props.onEndReached}
      selection={props.selection}
      sort={{
        key: props.sort,
        descending: props.descending,
        onChange: (key, descending) => onSort(contactSort.parse(key), descending),
      }}
      empty={props.empty}
      maxHeight="calc(100dvh - 18rem)"
      placeKey={props.placeKey}
      {...(isCompact ? {} : { columnsKey: 'people' })}
    />
  )
}

type Format = ReturnType<typeof useFormat>

function Dimmed({ children }: { readonly children: ReactNode }) {
  return <span className={classes['dimmed']}>{children}</span>
}

function whoColumns(t: TFunction, format: Format): DataColumn<Contact>[] {
  return [
    {
      key: 'name',
      header: t('people.column.name'),
      width: 'minmax(9.5rem, 2fr)',
      sortKey: 'name',
      canHide: false,
      cell: (contact) => nameBesideNumber(contact) ?? <Dimmed>{t('people.noName')}</Dimmed>,
    },
    {
      key: 'number',
      header: t('people.column.number'),
      width: '10rem',
      // Not a button: the number in full is on the person's page, where showing it is logged.
      cell: (contact) => contact.maskedNumber ?? <Dimmed>{t('common.noNumber')}</Dimmed>,
    },
    {
      key: 'username',
      header: t('people.column.username'),
      width: '9rem',
      isHiddenAtFirst: true,
      cell: (contact) => contact.username,
    },
    {
      key: 'country',
      header: t('people.column.country'),
      width: '7.5rem',
      sortKey: 'country',
      cell: (contact) => (contact.country === null ? null : format.countryName(contact.country)),
    },
    {
      key: 'city',
      header: t('people.column.city'),
      width: '8rem',
      isHiddenAtFirst: true,
      cell: (contact) => contact.city,
    },
  ]
}

function standingColumns(t: TFunction): DataColumn<Contact>[] {
  return [
    {
      key: 'tags',
      header: t('people.column.tags'),
      width: 'minmax(6rem, 1fr)',
      cell: (contact) => contact.tags.join(', '),
    },
    {
      key: 'optIn',
      header: t('people.column.optIn'),
      width: '7rem',
      cell: (contact) => <OptInMark optIn={contact.optIn} />,
    },
    {
      key: 'screening',
      header: t('people.column.screening'),
      width: '7.5rem',
      cell: (contact) => <ScreeningMark screening={contact.screening} />,
    },
    {
      key: 'source',
      header: t('people.column.source'),
      width: '8rem',
      isHiddenAtFirst: true,
      cell: (contact) => t(`people.source.${contact.source}`),
    },
  ]
}

function timeColumns(t: TFunction, format: Format): DataColumn<Contact>[] {
  const day = (at: number | null, otherwise: string) =>
    at === null ? <Dimmed>{otherwise}</Dimmed> : format.date(at)
  return [
    {
      key: 'lastSeen',
      header: t('people.column.lastSeen'),
      width: '8.5rem',
      sortKey: 'lastSeen',
      cell: (contact) => day(contact.lastSeenAt, t('common.never')),
    },
    {
      key: 'groups',
      header: t('people.column.groups'),
      width: '5rem',
      align: 'end',
      isHiddenAtFirst: true,
      cell: (contact) => format.number(contact.groups),
    },
    {
      key: 'orders',
      header: t('people.column.orders'),
      width: '4.5rem',
      align: 'end',
      sortKey: 'orders',
      cell: (contact) => format.number(contact.orderCount),
    },
    {
      key: 'spent',
      header: t('people.column.spent'),
      width: '8.5rem',
      align: 'end',
      sortKey: 'spent',
      isHiddenAtFirst: true,
      cell: (contact) => (contact.spent === null ? null : format.money(contact.spent)),
    },
    {
      key: 'lastOrder',
      header: t('people.column.lastOrder'),
      width: '8rem',
      sortKey: 'lastOrder',
      isHiddenAtFirst: true,
      cell: (contact) => day(contact.lastOrderAt, t('people.noOrder')),
    },
    {
      key: 'created',
      header: t('people.column.created'),
      width: '8rem',
      sortKey: 'created',
      isHiddenAtFirst: true,
      cell: (contact) => format.date(contact.createdAt),
    },
  ]
}
