import { MantineProvider } from '@mantine/core'
import { DatesProvider } from '@mantine/dates'
import { ModalsProvider } from '@mantine/modals'
import { Notifications } from '@mantine/notifications'
import { QueryClientProvider, type QueryClient } from '@tanstack/react-query'
import { useEffect, type ReactNode } from 'react'
import { I18nextProvider, useTranslation } from 'react-i18next'
import 'dayjs/locale/en'
import 'dayjs/locale/zh-cn'
import { i18n } from '../lib/i18n.ts'
import { connectEvents } from '../lib/query-client.ts'
import { cssVariables, theme } from './theme.ts'

export interface ProvidersProps {
  readonly queryClient: QueryClient
  readonly children: ReactNode
  /** `test` leaves out transitions. */
  readonly env?: 'default' | 'test'
}

/** Everything a screen needs around it; tests use it too. */
export function Providers({ queryClient, children, env = 'default' }: ProvidersProps) {
  useEffect(() => connectEvents(queryClient), [queryClient])
  return (
    <QueryClientProvider client={queryClient}>
      <I18nextProvider i18n={i18n}>
        <MantineProvider
          theme={theme}
          cssVariablesResolver={cssVariables}
          defaultColorScheme="auto"
          env={env}
        >
          <Dates>
            <ModalsProvider>
              {/* Where no screen has its buttons. */}
              <Notifications position="top-center" limit={4} />
              {children}
            </ModalsProvider>
          </Dates>
        </MantineProvider>
      </I18nextProvider>
    </QueryClientProvider>
  )
}

function Dates({ children }: { readonly children: ReactNode }) {
  const isChinese = useTranslation().i18n.language === 'zh-CN'
  return (
    <DatesProvider settings={{ locale: isChinese ? 'zh-cn' : 'en', firstDayOfWeek: 1 }}>
      {children}
    </DatesProvider>
  )
}
