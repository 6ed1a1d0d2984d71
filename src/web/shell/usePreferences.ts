import { type MantineColorScheme, useMantineColorScheme } from '@mantine/core'
import { useEffect, useState } from 'react'
import type { Language } from '#core/message.ts'
import { client } from '#web/client.ts'
import { tellTrouble } from '#web/notices.tsx'
import type { Session } from '#web/session.tsx'
import { currentSpeech, speak } from '#web/words.ts'

/** Takes over the member's own language and colours when the session is known; false until that language is spoken. */
export function usePreferences(session: Session): boolean {
  const { setColorScheme } = useMantineColorScheme()
  const { language, theme } = session.member
  const [isSpoken, setSpoken] = useState(language === currentSpeech().language)
  useEffect(() => {
    if (language === currentSpeech().language) setSpoken(true)
    else speak(language).finally(() => setSpoken(true))
  }, [language])
  useEffect(() => {
    if (theme === 'light' || theme === 'dark' || theme === 'auto') setColorScheme(theme)
  }, [theme, setColorScheme])
  return isSpoken
}

/** Keeps a choice with the member, so that it is there on the next device too. */
export async function savePreference(choice: { language?: Language; theme?: MantineColorScheme }): Promise<void> {
  await client.office.setPreferences(choice).catch(tellTrouble)
}
