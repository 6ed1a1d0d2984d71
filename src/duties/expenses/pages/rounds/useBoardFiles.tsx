import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { client } from '#web/client.ts'
import { useOwnName } from '#web/session.tsx'
import { useFilesInto } from '#web/ui/useFilesInto.ts'
import { openQueue, type Sending, sendFiles } from '#web/uploads.ts'
import { useWords } from '#web/words.ts'
import { fileFaults } from '../../rules/file-faults.ts'
import type { Board } from './types.ts'
import classes from './useBoardFiles.module.css'

interface Place {
  roundId: string
  teamId: string
  memberId: string | null
}

/**
 * Files dropped on a person's row are his; anywhere else they go to the team's sorting tray. Pasted ones too.
 * Gives the queue's name, the row under the files, and how to add files by a button.
 */
export function useBoardFiles(board: Board) {
  const { t } = useWords()
  const queries = useQueryClient()
  const queue = useOwnName(`expenses.round:${board.id}`)
  const takes = board.mayChange && !board.closedAt
  const under = useRef<string | null>(null)
  const [overId, setOverId] = useState<string | null>(null)
  useEffect(
    () =>
      openQueue(queue, {
        file: ({ uploadId, name, input }, idempotencyKey) => {
          const { memberId, ...place } = input as Place
          return client.expenses.addReceipt(
            { uploadId, fileName: name, ...place, ...(memberId ? { memberId } : {}) },
            { context: { idempotencyKey } },
          )
        },
        forGood: fileFaults,
        onFiled: () => void queries.invalidateQueries(),
      }),
    [queue, queries],
  )
  useEffect(() => {
    const onMove = (event: DragEvent) => {
      const row = (event.target as HTMLElement | null)?.closest?.<HTMLElement>('[data-member]')
      under.current = row?.dataset.member ?? null
      setOverId(under.current)
    }
    const onPaste = () => {
      under.current = null
    }
    document.addEventListener('dragover', onMove, true)
    document.addEventListener('drop', onMove, true)
    document.addEventListener('paste', onPaste, true)
    return () => {
      document.removeEventListener('dragover', onMove, true)
      document.removeEventListener('drop', onMove, true)
      document.removeEventListener('paste', onPaste, true)
    }
  }, [])
  const add = (files: readonly File[], memberId: string | null) => {
    const place: Place = { roundId: board.id, teamId: board.teamId, memberId }
    if (takes && files.length > 0) void sendFiles(queue, files, place)
  }
  const isOver = useFilesInto((files) => add(files, under.current))
  const person = board.people.find((one) => one.memberId === overId)
  const veil = isOver && takes && (
    <div className={classes.veil} role="status">
      {person
        ? t('expenses.board.dropFor', { name: person.name })
        : t('expenses.board.dropTray', { team: board.teamName })}
    </div>
  )
  return { queue, add, note, veil, overId: isOver ? overId : null }
}

/** What is wrong with a picture that has come, as the operation that took it up answered. */
function note({ answer }: Sending): string | undefined {
  const added = answer as Awaited<ReturnType<typeof client.expenses.addReceipt>> | null
  return added?.receipt.warnings.map(({ text }) => text).join(' ') || undefined
}

export type BoardFiles = ReturnType<typeof useBoardFiles>
