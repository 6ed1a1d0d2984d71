import { IconCloudOff } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { useLine } from '#web/live.ts'
import classes from '#web/shell/strip.module.css'
import { useWords } from '#web/words.ts'

/** Says calmly that the server is not heard; a blink of a second is not worth a word. */
export function LineBar() {
  const { t } = useWords()
  const lost = useLine() === 'lost'
  const [said, setSaid] = useState(false)
  useEffect(() => {
    if (!lost) return setSaid(false)
    const timer = setTimeout(() => setSaid(true), 2_500)
    return () => clearTimeout(timer)
  }, [lost])
  return (
    <div role="status">
      {said && (
        <div className={classes.strip} data-tone="info">
          <IconCloudOff size={17} aria-hidden />
          {t('web.lineLost')}
        </div>
      )}
    </div>
  )
}
