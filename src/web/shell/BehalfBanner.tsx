import { Button } from '@mantine/core'
import { IconUserShare } from '@tabler/icons-react'
import { useActFor, useSession } from '#web/session.tsx'
import classes from '#web/shell/strip.module.css'
import { useWords } from '#web/words.ts'

/** Says in the owner's name for whom one acts, as long as one does. */
export function BehalfBanner() {
  const { t } = useWords()
  const { behalf } = useSession()
  const actFor = useActFor()
  if (!behalf) return null
  return (
    <div className={classes.strip} data-tone="warn" role="status">
      <IconUserShare size={17} aria-hidden />
      <span>{t('web.behalf.banner', { name: behalf.name })}</span>
      <Button size="compact-xs" variant="default" onClick={() => actFor(null)}>
        {t('web.behalf.stop')}
      </Button>
    </div>
  )
}
