import { ActionIcon, Button } from '@mantine/core'
import { IconCamera, IconFiles } from '@tabler/icons-react'
import { type ChangeEvent, useRef } from 'react'
import { pictureKinds } from '#web/ui/DropArea.tsx'
import { useWords } from '#web/words.ts'
import classes from './PhotoButton.module.css'

interface Props {
  take: (files: File[]) => void
  /** `large` for the bar at the thumb, `small` beside one expected receipt. */
  size: 'large' | 'small'
  /** Something above it comes first. */
  quiet?: boolean
}

/** Opens the camera; the large one also lets files be chosen. */
export function PhotoButton({ take, size, quiet = false }: Props) {
  const { t } = useWords()
  const camera = useRef<HTMLInputElement>(null)
  const files = useRef<HTMLInputElement>(null)
  const chosen = (event: ChangeEvent<HTMLInputElement>) => {
    take([...(event.currentTarget.files ?? [])])
    event.currentTarget.value = ''
  }
  const isLarge = size === 'large'
  return (
    <div className={isLarge ? classes.photoBar : classes.photoSmall}>
      <Button
        size={isLarge ? 'lg' : 'sm'}
        fullWidth={isLarge}
        variant={quiet ? 'default' : 'filled'}
        leftSection={<IconCamera size={isLarge ? 22 : 17} />}
        onClick={() => camera.current?.click()}
      >
        {t(isLarge ? 'expenses.myPage.photograph' : 'expenses.myPage.missing.now')}
      </Button>
      <input ref={camera} type="file" hidden accept="image/*" capture="environment" onChange={chosen} />
      {isLarge && (
        <>
          <ActionIcon
            size={50}
            variant="default"
            aria-label={t('expenses.myPage.choose')}
            title={t('expenses.myPage.choose')}
            onClick={() => files.current?.click()}
          >
            <IconFiles size={22} />
          </ActionIcon>
          <input ref={files} type="file" hidden multiple accept={pictureKinds} onChange={chosen} />
        </>
      )}
    </div>
  )
}
