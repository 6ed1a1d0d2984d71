import { Button } from '@mantine/core'
import { type Key, useKeys } from '#web/keys.ts'
import { SendButton } from '#web/ui/Form.tsx'
import { KeyHint } from '#web/ui/KeyHint.tsx'
import { useWords } from '#web/words.ts'

import classes from './FrontActions.module.css'
import type { Report } from './reportTypes.ts'
import type { Desk, Front } from './useFront.ts'
import type { Work } from './useWork.ts'

/** What a dialog is asked for, with the line as it stands in the form. */
export type Asked = 'split' | 'more' | 'missing' | 'aside'

interface Props {
  front: Exclude<Front, { kind: 'none' }>
  report: Report
  desk: Desk
  work: Work
  isDirty: boolean
  ask: (what: Asked) => void
}

interface Action {
  key: string
  does: string
  run: () => void
  quiet?: boolean
}

/** What can be done with what lies in front, each by a button and a key; letters with Alt also while typing. */
export function FrontActions(props: Props) {
  const { front, report, work, isDirty } = props
  const { t } = useWords()
  const actions = useActions(props)
  const mayType =
    !front.isGone && report.may.prepare && (front.kind === 'line' ? front.line.frozen === null : report.may.addLines)
  useKeys(actions.flatMap(keysOf), mayType || front.isGone)
  const label = front.kind === 'receipt' ? 'accept' : front.kind === 'new' ? 'add' : 'save'
  if (!mayType && !front.isGone) return null
  return (
    <>
      {mayType && (
        // Quiet rather than disabled: an amount counts as changed only when one leaves its field, as by this very click.
        <SendButton
          variant={front.kind === 'line' && !isDirty ? 'default' : 'filled'}
          loading={front.kind === 'new' && work.isSendingNew}
        >
          {t(`expenses.reportPage.do.${label}`)}
          <span className={classes.keyHint}>
            <KeyHint keys="enter" />
          </span>
        </SendButton>
      )}
      {actions
        .filter((action) => !action.quiet)
        .map((action) => (
          <Button key={action.key} variant="default" onClick={action.run}>
            {action.does}
            <span className={classes.keyHint}>
              <KeyHint keys={action.key} />
            </span>
          </Button>
        ))}
    </>
  )
}

function useActions({ front, report, desk, work, ask }: Props): Action[] {
  const { t } = useWords()
  const does = (what: string) => t(`expenses.reportPage.do.${what}`)
  const later: Action[] = report.may.addLines
    ? [
        { key: 'n', does: does('new'), run: () => desk.show({ new: true }), quiet: true },
        { key: 'z', does: does('undo'), run: () => undoLast(report, work), quiet: true },
      ]
    : []
  if (front.isGone) return [{ key: 'k', does: does('goOn'), run: () => desk.letGo(front.id) }]
  if (front.kind === 'receipt') {
    return [
      { key: 'k', does: does('skip'), run: () => desk.goOn(front.id) },
      { key: 's', does: does('split'), run: () => ask('split') },
      { key: 'm', does: does('more'), run: () => ask('more') },
      { key: 'delete', does: does('aside'), run: () => ask('aside') },
      { key: 'd', does: does('missingNew'), run: () => desk.show({ new: true }), quiet: true },
      ...later,
    ]
  }
  if (front.kind === 'new') return later
  const { line } = front
  return [
    { key: 's', does: does('split'), run: () => ask('split') },
    { key: 'm', does: does('moreLine'), run: () => ask('more') },
    ...(line.receipts.length === 0 && !line.missingReason
      ? [{ key: 'd', does: does('missing'), run: () => ask('missing') }]
      : []),
    ...(report.may.addLines ? [{ key: 'delete', does: does('remove'), run: () => remove(line, work) }] : []),
    { key: 'k', does: does('next'), run: () => nextLine(report, desk, line.id), quiet: true },
    ...later,
  ]
}

function remove({ id: lineId, version }: { id: string; version: number }, work: Work): void {
  void work.remove.run({ lineId, version })
}

function undoLast(report: Report, work: Work): void {
  const { lastMade } = work
  if (!lastMade) return
  remove(report.lines.find(({ id }) => id === lastMade.id) ?? lastMade, work)
  work.forgetLast()
}

function nextLine(report: Report, desk: Desk, lineId: string): void {
  const at = report.lines.findIndex((line) => line.id === lineId)
  const next = report.lines[at + 1] ?? report.lines[0]
  if (next) desk.show({ line: next.id })
}

function keysOf({ key, does, run }: Action): Key[] {
  const own: Key = { key, does, run }
  return key.length === 1 ? [own, { key: `alt+${key}`, does, run, inFields: true }] : [own]
}
