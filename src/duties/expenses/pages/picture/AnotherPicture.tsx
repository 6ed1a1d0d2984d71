import { Button } from '@mantine/core'
import { IconAlertTriangle, IconCamera } from '@tabler/icons-react'
import { type ChangeEvent, type ReactNode, useRef } from 'react'
import { useWords } from '#web/words.ts'
import classes from './Picture.module.css'

interface Props {
  /** What is wrong with the picture, in sentences. */
  says: readonly string[]
  take: (files: File[]) => void
  keep: () => void
  running: boolean
  /** `large` at the arriving file, for a thumb; `small` in a list of what came, which says by itself what is wrong. */
  size: 'large' | 'small'
  /** Which picture is meant. */
  name: string
  children?: ReactNode
}

/** A picture that is hard to read, while another can still be taken: what is wrong, the camera, or keep it as it is. */
export function AnotherPicture({ says, take, keep, running, size, name, children }: Props) {
  const { t } = useWords()
  const camera = useRef<HTMLInputElement>(null)
  const chosen = (event: ChangeEvent<HTMLInputElement>) => {
    const files = [...(event.currentTarget.files ?? [])]
    event.currentTarget.value = ''
    if (files.length > 0) take(files)
  }
  const isLarge = size === 'large'
  return (
    <div className={classes.another} data-size={size}>
      {isLarge && (
        <div className={classes.said} role="alert">
          {children ?? <IconAlertTriangle size={22} aria-hidden />}
          <span>
            {says.map((text) => (
              <strong key={text}>{text}</strong>
            ))}
            <small>{name}</small>
          </span>
        </div>
      )}
      <div className={classes.choice}>
        <Button
          size={isLarge ? 'lg' : 'sm'}
          leftSection={<IconCamera size={isLarge ? 22 : 17} aria-hidden />}
          aria-label={`${t('expenses.picture.another')}: ${name}`}
          onClick={() => camera.current?.click()}
        >
          {t('expenses.picture.another')}
        </Button>
        <Button
          size={isLarge ? 'lg' : 'sm'}
          variant="default"
          loading={running}
          aria-label={`${t('expenses.picture.keep')}: ${name}`}
          onClick={keep}
        >
          {t('expenses.picture.keep')}
        </Button>
        <input
          ref={camera}
          type="file"
          hidden
          accept="image/*"
          capture="environment"
          data-another={size}
          onChange={chosen}
        />
      </div>
    </div>
  )
}
