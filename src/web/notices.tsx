import { Button, Group, Text } from '@mantine/core'
import type { NotificationData, notifications } from '@mantine/notifications'
import type { ReactNode } from 'react'
import type { Damaged } from '#core/fitting-answer.ts'
import { saysOfForeign } from '#core/foreign-answer.ts'
import { shownToId, type Trouble, troubleOf } from '#web/client.ts'
import { currentSpeech } from '#web/words.ts'

type Invalid = Extract<Trouble, { kind: 'invalid' }>

/** Shows a notice once what shows notices is there, which the first page does not wait for. */
function show(notice: NotificationData): void {
  const closeButtonProps = { 'aria-label': currentSpeech().t('web.close') }
  void shown().then((notices) => notices.show({ closeButtonProps, ...notice }))
}

const shown = (): Promise<typeof notifications> => import('@mantine/notifications').then((part) => part.notifications)

/** Says in passing that something is done; with `undo` it stays long enough to take it back. */
export function tellDone(message: string, undo?: () => unknown): void {
  const id = crypto.randomUUID()
  const { t } = currentSpeech()
  const takeBack = () => {
    void shown().then((notices) => notices.hide(id))
    void undo?.()
  }
  show({
    id,
    color: 'pine',
    autoClose: undo ? 9_000 : 3_500,
    message: (
      <Group justify="space-between" gap="sm" wrap="nowrap">
        <span>{message}</span>
        {undo && (
          <Button variant="light" size="compact-xs" flex="none" onClick={takeBack}>
            {t('web.undo')}
          </Button>
        )}
      </Group>
    ),
  })
}

/** Says of what is done that it asks for a look: it stays until it is closed. */
export function tellWarning(message: string): void {
  show({ color: 'yellow', autoClose: false, message, withBorder: true })
}

/** Says what is wrong with fields that are not on the page. */
export function tellFaults(trouble: Invalid, fields: readonly string[]): void {
  refuse(trouble, faultsInWords(trouble, fields), <FaultsText trouble={trouble} fields={fields} />)
}

/** What is wrong with fields, each by its name. */
export function FaultsText({ trouble, fields }: { trouble: Invalid; fields: readonly string[] }) {
  return <Reasons reasons={faultsInWords(trouble, fields)} />
}

/** Says what went wrong and what to do; a bug shows its reference with a button to copy it. */
export function tellTrouble(error: unknown): void {
  const trouble = troubleOf(error)
  noteSignedOut(error)
  if (trouble.kind === 'signedOut') return
  refuse(trouble, reasonsIn(trouble), <TroubleText trouble={trouble} />)
}

const [mostToReadInPassing, refusedAtLength] = [2, 'refused at length']

/** Says why something is refused; more reasons than one reads in passing stay, and scroll, until closed or refused anew. */
function refuse(trouble: Trouble, reasons: readonly string[], words: ReactNode): void {
  const isLong = reasons.length > mostToReadInPassing
  if (isLong) void shown().then((notices) => notices.hide(refusedAtLength))
  show({
    ...(isLong ? { id: refusedAtLength } : {}),
    color: trouble.kind === 'bug' ? 'red' : 'yellow',
    title: titleOf(trouble),
    autoClose: isLong || trouble.kind === 'bug' ? false : 12_000,
    message: (
      <div data-said {...(isLong ? { tabIndex: 0 } : {})}>
        {words}
      </div>
    ),
    withBorder: true,
  })
}

let standing: string | null = null

/** Says of a page that is shown to somebody that its session is over or another's, until it is that one's again. */
export function noteSignedOut(error: unknown): void {
  const trouble = troubleOf(error)
  if (trouble.kind !== 'signedOut' || !shownToId()) return
  const id = `signed out ${trouble.says}`
  if (standing !== id) forgetSignedOut()
  standing = id
  const message = <TroubleText trouble={trouble} />
  show({ id, color: 'yellow', title: titleOf(trouble), autoClose: false, message, withBorder: true })
}

/** Takes that away. */
export function forgetSignedOut(): void {
  const id = standing
  standing = null
  if (id) void shown().then((notices) => notices.hide(id))
}

/** Says which records an answer could not show whole; said once however often the page asks. */
export function noteDamaged(damaged: readonly Damaged[], reference = ''): void {
  const records = [...new Set(damaged.map(({ number, id }) => number ?? id ?? '?'))].join(', ')
  show({
    id: `damaged ${records}`,
    color: 'red',
    title: titleOf({ kind: 'bug', message: '', reference }),
    autoClose: false,
    message: <bdi>{currentSpeech().t('core.damaged', { records, reference })}</bdi>,
    withBorder: true,
  })
}

/** The sentence of a trouble and, for a bug, the reference somebody can be told. */
export function TroubleText({ trouble }: { trouble: Trouble }) {
  const { t } = currentSpeech()
  if (trouble.kind === 'offline') return <span>{t('web.trouble.offlineText')}</span>
  if (trouble.kind === 'foreign') return <span>{t(saysOfForeign(trouble.status), { status: trouble.status })}</span>
  const reasons = reasonsIn(trouble)
  if (reasons.length > 0) return <Reasons reasons={reasons} />
  if (isAnothers(trouble)) {
    return (
      <>
        <span>{trouble.message}</span>{' '}
        <Button size="compact-xs" variant="default" onClick={() => location.reload()}>
          {t('web.trouble.reload')}
        </Button>
      </>
    )
  }
  if (trouble.kind === 'signedOut') {
    return (
      <span>
        {t('web.trouble.signedOutText')}{' '}
        <a href="/sign-in" target="_blank" rel="noopener">
          {t('web.trouble.signIn')}
        </a>
      </span>
    )
  }
  if (trouble.kind !== 'bug') return <span>{trouble.message}</span>
  return (
    <>
      <span>{t('web.trouble.bugText')}</span>
      {trouble.reference && <Reference reference={trouble.reference} />}
    </>
  )
}

/** The reasons of a trouble that has them one by one. */
function reasonsIn(trouble: Trouble): string[] {
  if (trouble.kind === 'invalid') return faultsInWords(trouble, Object.keys(trouble.fields))
  if (trouble.kind !== 'refused' || trouble.reasons.length < 2) return []
  const more = Number(trouble.data.moreReasons ?? 0)
  return [...trouble.reasons, ...(more > 0 ? [currentSpeech().t('web.trouble.moreReasons', { more })] : [])]
}

/** Each with the field's name as people know it; what has none is not named, for what programs call it tells nothing. */
function faultsInWords(trouble: Invalid, fields: readonly string[]): string[] {
  const { t, fieldName } = currentSpeech()
  return fields.map((field) => {
    const why = trouble.fields[field]!
    if (trouble.isSentence) return why
    const name = fieldName(field)
    return name === null ? t('web.field.unnamed', { why }) : t('web.field.of', { field: name, why })
  })
}

function Reasons({ reasons }: { reasons: string[] }) {
  if (reasons.length === 1) return <span>{reasons[0]}</span>
  return (
    <ul className="bullets">
      {reasons.map((reason) => (
        <li key={reason}>{reason}</li>
      ))}
    </ul>
  )
}

/** A bug's reference with a button that copies it. */
export function Reference({ reference }: { reference: string }) {
  const { t } = currentSpeech()
  return (
    <Group gap="xs" mt={6}>
      <Text size="xs" ff="monospace">
        {t('web.trouble.reference', { reference })}
      </Text>
      <Button size="compact-xs" variant="default" onClick={() => navigator.clipboard.writeText(reference)}>
        {t('web.copy')}
      </Button>
    </Group>
  )
}

/** The heading of a trouble: what sort of thing happened. */
export function titleOf(trouble: Trouble): string {
  return currentSpeech().t(`web.trouble.${isAnothers(trouble) ? 'otherMember' : trouble.kind}`)
}

/** Whether somebody is signed in, but not the person to whom the page was shown. */
function isAnothers(trouble: Trouble): boolean {
  return trouble.kind === 'signedOut' && trouble.says === 'office.otherMember'
}
