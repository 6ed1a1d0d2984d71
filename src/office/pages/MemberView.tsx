import { Button, CopyButton, Group, Menu, Text, TextInput } from '@mantine/core'
import { IconDots, IconKey, IconMail, IconPencil, IconUserCheck, IconUserOff } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { useChange } from '#web/change.ts'
import { api, client } from '#web/client.ts'
import { isUnread } from '#web/faults.tsx'
import { useMay } from '#web/session.tsx'
import { useConfirm } from '#web/ui/Confirm.tsx'
import { DayText, MomentText } from '#web/ui/Day.tsx'
import { Dialog } from '#web/ui/Dialog.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { PersonMark } from '#web/ui/Person.tsx'
import { FormSkeleton } from '#web/ui/Skeletons.tsx'
import { StateBadge } from '#web/ui/StateBadge.tsx'
import { useMenuAbout } from '#web/ui/useMenuAbout.ts'
import { languageNames, useWords } from '#web/words.ts'
import { MemberForm } from './MemberForm.tsx'
import classes from './MemberView.module.css'
import { nameOfRole } from './namesOf.ts'
import shared from './office.module.css'

type Member = Awaited<ReturnType<typeof client.office.member>>

/** One person: who it is, where, with which duties; for administrators also how he gets in. */
export function MemberView({ memberId }: { memberId: string }) {
  const { t } = useWords()
  const mayEdit = useMay('office.administer')
  const [editing, setEditing] = useState(false)
  const member = useQuery(api.office.member.queryOptions({ input: { memberId } }))
  if (isUnread(member)) return <ErrorState error={member.error} retry={member.refetch} />
  if (!member.data) {
    return (
      <div className={shared.detail}>
        <FormSkeleton />
      </div>
    )
  }
  const one = member.data
  return (
    <article className={shared.detail}>
      <header className={classes.who}>
        <PersonMark name={one.name} size={44} />
        <div>
          <h2>{one.name}</h2>
          <Text size="sm" c="dimmed">
            {one.roles.map((role) => t(`office.role.${role}`)).join(', ') || t('office.people.noRole')}
          </Text>
        </div>
        {one.deactivatedAt && <StateBadge label={t('office.people.left')} />}
        {mayEdit && <Actions member={one} edit={() => setEditing(true)} />}
      </header>
      <Facts member={one} />
      <Duties member={one} />
      {one.access && !one.deactivatedAt && <Access member={one} access={one.access} />}
      {editing && (
        <Dialog
          opened
          onClose={() => setEditing(false)}
          title={t('office.people.change', { name: one.name })}
          size="lg"
        >
          <MemberForm member={one} cancel={() => setEditing(false)} saved={() => setEditing(false)} />
        </Dialog>
      )}
    </article>
  )
}

function Facts({ member }: { member: Member }) {
  const { t } = useWords()
  const facts: [string, ReactNode][] = [
    [
      'email',
      <a key="mail" href={`mailto:${member.email}`}>
        {member.email}
      </a>,
    ],
    [
      'phone',
      member.phone && (
        <a key="tel" href={`tel:${member.phone.replaceAll(' ', '')}`}>
          {member.phone}
        </a>
      ),
    ],
    ['team', member.teamName],
    ['department', member.departmentName],
    ['branch', member.branchName],
    ['language', languageNames[member.language]],
  ]
  return (
    <dl className={shared.facts}>
      {facts
        .filter(([, value]) => value)
        .map(([field, value]) => (
          <div key={field}>
            <dt>{t(`office.field.${field}`)}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  )
}

function Duties({ member }: { member: Member }) {
  const { t } = useWords()
  return (
    <section>
      <h3>{t('office.people.duties')}</h3>
      {member.duties.length === 0 && <p className={shared.quiet}>{t('office.people.noDuties')}</p>}
      <ul className={shared.plainList}>
        {member.duties.map((line) => (
          <li key={line.id}>
            <span>
              <strong>{nameOfRole(t, line.role)}</strong> · {line.placeName}
              {line.coversName && (
                <span className={shared.quiet}> · {t('office.chart.coversFor', { name: line.coversName })}</span>
              )}
            </span>
            <span className={shared.quiet}>
              <DayText day={line.fromDay} /> – {line.toDay ? <DayText day={line.toDay} /> : t('office.chart.openEnd')}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Access({ member, access }: { member: Member; access: NonNullable<Member['access']> }) {
  const { t, day } = useWords()
  const [link, setLink] = useState<{ link: string; sentTo: string | null; expiresAt: string } | null>(null)
  const invite = useChange(client.office.invite, { onDone: setLink })
  const reset = useChange(client.office.makeResetLink, { onDone: setLink })
  const { invitation } = access
  return (
    <section>
      <h3>{t('office.people.access')}</h3>
      <p className={shared.quiet}>
        {access.hasPassword ? t('office.people.hasPassword') : t('office.people.noPassword')}{' '}
        {access.signedInAt && (
          <>
            {t('office.people.lastSignIn')} <MomentText at={access.signedInAt} />.
          </>
        )}
        {invitation && t('office.people.openLink', { day: invitation.expiresAt.slice(0, 10) })}
      </p>
      <Group gap="xs">
        {access.hasPassword ? (
          <Button
            variant="default"
            leftSection={<IconKey size={15} />}
            loading={reset.running}
            onClick={() => reset.run({ memberId: member.id })}
          >
            {t('office.people.makeReset')}
          </Button>
        ) : (
          <Button
            leftSection={<IconMail size={15} />}
            loading={invite.running}
            onClick={() => invite.run({ memberId: member.id })}
          >
            {invitation ? t('office.people.inviteAgain') : t('office.people.invite')}
          </Button>
        )}
      </Group>
      {link && (
        <div className={shared.link} role="status">
          <p>
            {link.sentTo
              ? t('office.people.linkSent', { email: link.sentTo })
              : t('office.people.linkCopy', { name: member.name })}{' '}
            {t('office.people.linkUntil', { day: day(link.expiresAt.slice(0, 10)) })}
          </p>
          <Group gap="xs" wrap="nowrap">
            <TextInput
              flex={1}
              readOnly
              aria-label={t('office.people.link')}
              value={link.link}
              onFocus={(event) => event.target.select()}
            />
            <CopyButton value={link.link}>
              {({ copied, copy }) => (
                <Button variant="default" onClick={copy}>
                  {copied ? t('web.copied') : t('web.copy')}
                </Button>
              )}
            </CopyButton>
          </Group>
        </div>
      )}
    </section>
  )
}

function Actions({ member: now, edit }: { member: Member; edit: () => void }) {
  const { t } = useWords()
  const { about: member, menu } = useMenuAbout(now)
  const { id: memberId, version } = member
  const { ask, dialog } = useConfirm(now.version)
  const back = useChange(client.office.reactivate, { done: t('office.people.tookBack', { name: member.name }) })
  const out = useChange(client.office.deactivate, { done: t('office.people.letGo', { name: member.name }) })
  const letGo = async () => {
    const yes = await ask({
      title: t('office.people.letGoTitle', { name: member.name }),
      text: t('office.people.letGoText'),
      yes: t('office.people.deactivate'),
      danger: true,
      about: version,
    })
    if (yes) void out.run({ memberId, version })
  }
  return (
    <Group gap={4} ml="auto" wrap="nowrap">
      <Button variant="default" leftSection={<IconPencil size={15} />} onClick={edit}>
        {t('web.edit')}
      </Button>
      <Menu position="bottom-end" {...menu}>
        <Menu.Target>
          <Button variant="default" px={7} aria-label={t('web.more')}>
            <IconDots size={16} />
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {member.deactivatedAt ? (
            <Menu.Item leftSection={<IconUserCheck size={16} />} onClick={() => back.run({ memberId, version })}>
              {t('office.people.takeBack')}
            </Menu.Item>
          ) : (
            <Menu.Item c="var(--bad)" leftSection={<IconUserOff size={16} />} onClick={letGo}>
              {t('office.people.deactivateMore')}
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      {dialog}
    </Group>
  )
}
