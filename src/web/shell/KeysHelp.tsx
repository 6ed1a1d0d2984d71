import { useActiveKeys } from '#web/keys.ts'
import classes from '#web/shell/Palette.module.css'
import { Dialog } from '#web/ui/Dialog.tsx'
import { KeyHint } from '#web/ui/KeyHint.tsx'
import { useWords } from '#web/words.ts'

/** Every key that works on the page in front, in words. */
export function KeysHelp({ close }: { close: () => void }) {
  const { t } = useWords()
  const keys = useActiveKeys()
  return (
    <Dialog opened onClose={close} title={t('web.keys.title')} size="lg">
      <dl className={classes.keys}>
        {keys.map((key) => (
          <div key={key.key}>
            <dt>
              <KeyHint keys={key.key} />
            </dt>
            <dd>{key.does}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  )
}
