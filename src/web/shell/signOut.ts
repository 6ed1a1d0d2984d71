import { actFor, client } from '#web/client.ts'
import { tellTrouble } from '#web/notices.tsx'
import { tellTabs } from '#web/session.tsx'

/** Ends the session and shows the sign-in page anew, so that nothing of this person stays in memory. */
export async function signOut(): Promise<void> {
  try {
    await client.office.signOut({})
    actFor(null)
    tellTabs()
    location.assign('/sign-in')
  } catch (error) {
    tellTrouble(error)
  }
}
