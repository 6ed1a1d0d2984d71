import { type MantineColorScheme, useMantineColorScheme } from '@mantine/core'
import { useEffect } from 'react'
import type { Language } from '#core/message.ts'
import { client } from '#web/client.ts'
import { tellTrouble } from '#web/notices.tsx'
import type { Session } from '#web/session.tsx'
import { currentSpeech, speak } from '#web/words.ts'

/** Takes over the member's own language and colours when the session is known, unless he acts for somebody. */
export function usePreferences(session: Session): void {
  const { setColorScheme } = useMantineColorScheme()
  const { language, theme } = session.member
  useEffect(() => {
    if (language !== currentSpeech().language) void speak(language)
  }, [language])
  useEffect(() => {
    if (theme === 'light' || theme === 'dark' || theme === 'auto') setColorScheme(theme)
  }, [theme, setColorScheme])
}

/** Keeps a choice with the member, so that it is there on the next device too. */
export async function savePreference(choice: { language?: Language; theme?: MantineColorScheme }): Promise<void> {
  await client.office.setPreferences(choice).catch(tellTrouble)
}
