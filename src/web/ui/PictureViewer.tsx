import { ActionIcon } from '@mantine/core'
import { useElementSize } from '@mantine/hooks'
import {
  IconArrowAutofitWidth,
  IconChevronLeft,
  IconChevronRight,
  IconDownload,
  IconMaximize,
  IconPhoto,
  IconPhotoOff,
  IconRotateClockwise,
  IconZoomIn,
  IconZoomOut,
} from '@tabler/icons-react'
import { type ComponentType, useEffect, useState } from 'react'
import { useKeys } from '#web/keys.ts'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import classes from '#web/ui/PictureViewer.module.css'
import { type Box, usePictureView } from '#web/ui/usePictureView.ts'
import { useWords } from '#web/words.ts'

interface Props {
  /** One address a page. */
  pages: readonly { src: string; alt?: string }[]
  /** A place on a page to show, in fractions of the picture as it is stored. */
  highlight?: (Box & { page?: number }) | null
  /** Places that are always shown, each with a short name, in fractions of the picture as it is stored. */
  marks?: readonly (Box & { page?: number; name: string })[]
  /** Where the unaltered original can be had. */
  original?: string
  /** The pictures are not made yet: the viewer says so, and shows them once they are. */
  isMaking?: boolean
  /** Letters work anywhere on the page; switch off where two pictures stand side by side. */
  keys?: boolean
}

/** A picture or the pages of a document: larger, smaller, moved, turned; by mouse, keys and touch. */
export function PictureViewer({ pages, highlight, marks = [], original, isMaking = false, keys = true }: Props) {
  const { t } = useWords()
  const [page, setPage] = useState(0)
  const [missing, setMissing] = useState(false)
  const { ref, width, height } = useElementSize()
  const src = pages[Math.min(page, pages.length - 1)]?.src
  const wanted = highlight?.page ?? 0
  const shown = highlight && wanted === page ? highlight : null
  const view = usePictureView({ width, height }, shown)
  const { reset } = view
  // biome-ignore lint/correctness/useExhaustiveDependencies: another picture begins anew, and one that is made now
  useEffect(() => {
    setMissing(false)
    reset()
  }, [src, isMaking])
  useEffect(() => {
    if (highlight) setPage(wanted)
  }, [highlight, wanted])
  useEffect(() => setPage((now) => Math.min(now, Math.max(0, pages.length - 1))), [pages.length])
  const turn = (step: number) => setPage(Math.max(0, Math.min(pages.length - 1, page + step)))
  usePictureKeys(view, turn, pages.length, keys)
  if (!src) return <EmptyState icon={IconPhotoOff} title={t('web.picture.none')} />
  return (
    <section className={classes.viewer} aria-label={t('web.picture.label')}>
      <div ref={ref} className={classes.stage} {...view.stage}>
        {isMaking ? (
          <EmptyState icon={IconPhoto} title={t('web.picture.making')} />
        ) : missing ? (
          <EmptyState icon={IconPhotoOff} title={t('web.picture.missing')} />
        ) : (
          <div className={classes.sheet} style={view.style}>
            <img
              src={src}
              alt={pages[page]?.alt ?? t('web.picture.page', { page: page + 1, pages: pages.length })}
              draggable={false}
              onLoad={(event) => view.setNatural(event.currentTarget.naturalWidth, event.currentTarget.naturalHeight)}
              onError={() => setMissing(true)}
            />
            {marks
              .filter((mark) => (mark.page ?? 0) === page)
              .map((mark) => (
                <div key={mark.name} className={classes.part} style={placeOf(mark)}>
                  <span style={{ transform: `scale(${view.onePixel}) rotate(${-view.turns * 90}deg)` }}>
                    {mark.name}
                  </span>
                </div>
              ))}
            {shown && <div className={classes.mark} style={placeOf(shown)} />}
          </div>
        )}
      </div>
      <div className={classes.bar} role="toolbar" aria-label={t('web.picture.label')}>
        {pages.length > 1 && (
          <>
            <Tool icon={IconChevronLeft} name={t('web.picture.previous')} run={() => turn(-1)} off={page === 0} />
            <span role="status">{t('web.picture.page', { page: page + 1, pages: pages.length })}</span>
            <Tool
              icon={IconChevronRight}
              name={t('web.picture.next')}
              run={() => turn(1)}
              off={page === pages.length - 1}
            />
          </>
        )}
        <Tool icon={IconZoomOut} name={t('web.picture.zoomOut')} run={() => view.zoomBy(1 / 1.3)} />
        <Tool icon={IconZoomIn} name={t('web.picture.zoomIn')} run={() => view.zoomBy(1.3)} />
        <Tool icon={IconMaximize} name={t('web.picture.fit')} run={view.reset} />
        <Tool icon={IconArrowAutofitWidth} name={t('web.picture.width')} run={view.fillWidth} />
        <Tool icon={IconRotateClockwise} name={t('web.picture.rotate')} run={view.rotate} />
        {original && (
          <ActionIcon
            component="a"
            href={original}
            download
            aria-label={t('web.picture.download')}
            title={t('web.picture.download')}
          >
            <IconDownload size={17} stroke={1.6} />
          </ActionIcon>
        )}
      </div>
    </section>
  )
}

interface ToolProps {
  icon: ComponentType<{ size?: number; stroke?: number }>
  name: string
  run: () => void
  off?: boolean
}

function Tool({ icon: Icon, name, run, off }: ToolProps) {
  return (
    <ActionIcon aria-label={name} title={name} onClick={run} disabled={off ?? false}>
      <Icon size={17} stroke={1.6} />
    </ActionIcon>
  )
}

function usePictureKeys(
  view: ReturnType<typeof usePictureView>,
  turn: (step: number) => void,
  pages: number,
  when: boolean,
) {
  const { t } = useWords()
  useKeys(
    [
      { key: '+', does: t('web.picture.zoomIn'), run: () => view.zoomBy(1.3) },
      { key: '-', does: t('web.picture.zoomOut'), run: () => view.zoomBy(1 / 1.3) },
      { key: '0', does: t('web.picture.fit'), run: view.reset },
      { key: 'r', does: t('web.picture.rotate'), run: view.rotate },
      ...(pages > 1
        ? [
            { key: ']', does: t('web.picture.next'), run: () => turn(1) },
            { key: '[', does: t('web.picture.previous'), run: () => turn(-1) },
          ]
        : []),
    ],
    when,
  )
}

function placeOf({ x, y, w, h }: Box) {
  return { left: pct(x), top: pct(y), width: pct(w), height: pct(h) }
}

function pct(fraction: number): string {
  return `${fraction * 100}%`
}
