import { Stack } from '@mantine/core'
import { Notes } from './notes.tsx'
import { Profile } from './profile.tsx'
import type { ContactDetail } from './profile-draft.ts'
import { Standing } from './standing.tsx'
import classes from './people.module.css'

/** What is kept of a person, what was noted, and how they stand. */
export function ContactOverview({ contact }: { readonly contact: ContactDetail }) {
  return (
    <div className={classes['overview']}>
      <Profile contact={contact} />
      <Stack gap="xl">
        <Standing contact={contact} />
        <Notes contact={contact} />
      </Stack>
    </div>
  )
}
