import { IconCamera, IconPhoto } from '@tabler/icons-react'
import { type ChangeEvent, type ReactNode, useId } from 'react'
import { tellDone } from '#web/notices.tsx'
import { pictureKinds } from '#web/ui/DropArea.tsx'
import { useFilesInto } from '#web/ui/useFilesInto.ts'
import { useWords } from '#web/words.ts'
import classes from './BigButtons.module.css'

const largest = 25 * 1024 * 1024

/** Take a photograph, or choose pictures and PDF: two buttons for a thumb; on a desk files can be dropped anywhere. */
export function BigButtons({ send }: { send: (files: File[]) => void }) {
  const { t } = useWords()
  const take = (files: File[]) => {
    for (const file of files.filter((one) => one.size > largest))
      tellDone(t('web.drop.tooLarge', { name: file.name, limit: '25 MB' }))
    const good = files.filter((file) => file.size <= largest)
    if (good.length > 0) send(good)
  }
  const isOver = useFilesInto(take)
  return (
    <div className={classes.buttons} data-over={isOver || undefined}>
      <BigButton take={take} accept="image/*" capture label={t('expenses.byLink.camera')}>
        <IconCamera size={34} stroke={1.5} aria-hidden />
      </BigButton>
      <BigButton take={take} accept={pictureKinds} label={t('expenses.byLink.choose')}>
        <IconPhoto size={30} stroke={1.5} aria-hidden />
      </BigButton>
      <p>{t('expenses.byLink.hint')}</p>
    </div>
  )
}

interface ButtonProps {
  take: (files: File[]) => void
  accept: string
  capture?: boolean
  label: string
  children: ReactNode
}

function BigButton({ take, accept, capture, label, children }: ButtonProps) {
  const id = useId()
  const chosen = (event: ChangeEvent<HTMLInputElement>) => {
    take([...(event.currentTarget.files ?? [])])
    event.currentTarget.value = ''
  }
  return (
    <div className={classes.big} data-main={capture}>
      <input
        id={id}
        type="file"
        className="unseen"
        multiple
        accept={accept}
        onChange={chosen}
        {...(capture ? { capture: 'environment' as const } : {})}
      />
      <label htmlFor={id}>
        {children}
        {label}
      </label>
    </div>
  )
}
