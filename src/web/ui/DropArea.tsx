import { Button, Group } from '@mantine/core'
import { IconCamera, IconFolder, IconUpload } from '@tabler/icons-react'
import { type ChangeEvent, type ReactNode, useRef } from 'react'
import { tellDone } from '#web/notices.tsx'
import classes from '#web/ui/DropArea.module.css'
import { useFilesInto } from '#web/ui/useFilesInto.ts'
import { useWords } from '#web/words.ts'

interface Props {
  onFiles: (files: File[]) => void
  /** Kinds taken, as an input's `accept`; pictures and PDF unless told otherwise. */
  accept?: string
  /** Bytes; larger files are refused with a word. */
  largest?: number
  /** A whole panel with a hint, or only the buttons; dropping and pasting work anywhere on the page either way. */
  shape?: 'panel' | 'buttons'
  children?: ReactNode
}

/** Pictures and PDF: what receipts come as. */
export const pictureKinds = 'image/jpeg,image/png,image/webp,image/heic,image/heif,application/pdf,.heic,.heif'

/** Files by drag and drop anywhere on the page, paste, choice, folder, or a phone's camera. */
export function DropArea({
  onFiles,
  accept = pictureKinds,
  largest = 25 * 1024 * 1024,
  shape = 'panel',
  children,
}: Props) {
  const { t, number } = useWords()
  const take = (files: readonly File[]) => {
    const good = files.filter((file) => isKind(file, accept) && file.size <= largest)
    for (const file of files) {
      if (!isKind(file, accept)) tellDone(t('web.drop.wrongKind', { name: file.name }))
      else if (file.size > largest)
        tellDone(t('web.drop.tooLarge', { name: file.name, limit: `${number(Math.round(largest / 1048576))} MB` }))
    }
    if (good.length > 0) onFiles(good)
  }
  const over = useFilesInto(take)
  const buttons = (
    <Group gap="xs" justify={shape === 'panel' ? 'center' : 'flex-start'}>
      <span className={classes.phoneOnly}>
        <FileButton
          take={take}
          accept="image/*"
          capture
          icon={<IconCamera size={16} />}
          label={t('web.drop.camera')}
          filled
        />
      </span>
      <FileButton take={take} accept={accept} icon={<IconUpload size={16} />} label={t('web.drop.choose')} />
      <span className={classes.wideOnly}>
        <FileButton take={take} accept={accept} folder icon={<IconFolder size={16} />} label={t('web.drop.folder')} />
      </span>
    </Group>
  )
  return (
    <>
      {over && <div className={classes.veil}>{t('web.drop.here')}</div>}
      {shape === 'buttons' ? (
        buttons
      ) : (
        <div className={classes.panel} data-over={over || undefined}>
          <p>
            <span className={classes.wideOnly}>{t('web.drop.hint')}</span>
            <span className={classes.phoneOnly}>{t('web.drop.hintPhone')}</span>
          </p>
          {buttons}
          {children}
        </div>
      )}
    </>
  )
}

interface ButtonProps {
  take: (files: File[]) => void
  accept: string
  icon: ReactNode
  label: string
  folder?: boolean
  capture?: boolean
  filled?: boolean
}

function FileButton({ take, accept, icon, label, folder, capture, filled }: ButtonProps) {
  const input = useRef<HTMLInputElement>(null)
  const chosen = (event: ChangeEvent<HTMLInputElement>) => {
    take([...(event.currentTarget.files ?? [])])
    event.currentTarget.value = ''
  }
  return (
    <>
      <Button variant={filled ? 'filled' : 'default'} leftSection={icon} onClick={() => input.current?.click()}>
        {label}
      </Button>
      <input
        ref={input}
        type="file"
        hidden
        multiple
        accept={accept}
        onChange={chosen}
        {...(capture ? { capture: 'environment' as const } : {})}
        {...(folder ? { webkitdirectory: '' } : {})}
      />
    </>
  )
}

function isKind(file: File, accept: string): boolean {
  const name = file.name.toLowerCase()
  return accept.split(',').some((kind) => {
    if (kind.startsWith('.')) return name.endsWith(kind)
    return kind.endsWith('/*') ? file.type.startsWith(kind.slice(0, -1)) : file.type === kind
  })
}
