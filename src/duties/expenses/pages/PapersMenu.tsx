import { Button, Loader, Menu } from '@mantine/core'
import { IconDownload, IconFileSpreadsheet, IconFileTypeCsv, IconFileTypePdf, IconReload } from '@tabler/icons-react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { useChange } from '#web/change.ts'
import { api, client } from '#web/client.ts'
import { Outside } from '#web/ui/Outside.tsx'
import { useMenuAbout } from '#web/ui/useMenuAbout.ts'
import { useWords } from '#web/words.ts'

const icons = { pdf: IconFileTypePdf, xlsx: IconFileSpreadsheet, csv: IconFileTypeCsv }

/** Has papers made of a report, shows how far they are, and hands out the ready ones. */
export function PapersMenu({ of }: { of: { departmentReportId: string } | { reportId: string } }) {
  const { t, moment } = useWords()
  const papers = useQuery(api.expenses.papers.queryOptions({ input: of, select: ({ items }) => items }))
  const make = useChange(client.expenses.makePaper)
  const making = papers.data?.some((paper) => !paper.ready && !paper.failed) ?? false
  const latest = papers.data?.slice(0, 6) ?? []
  const { about: first, menu } = useMenuAbout(latest)
  // Those that were there when the menu was opened keep their places; what is made meanwhile comes after them.
  const listed = [
    ...first.map((one) => papers.data?.find(({ id }) => id === one.id) ?? one),
    ...latest.filter(({ id }) => !first.some((one) => one.id === id)).reverse(),
  ]
  return (
    <Menu width={320} position="bottom-end" closeOnItemClick={false} {...menu}>
      <Menu.Target>
        <Button size="xs" variant="default" leftSection={making ? <Loader size={13} /> : <IconDownload size={15} />}>
          {t('expenses.papers.papers')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t('expenses.papers.make')}</Menu.Label>
        {(['en', 'lt'] as const).map((language) => (
          <Menu.Item
            key={language}
            leftSection={<IconFileTypePdf size={16} />}
            onClick={() => make.run({ ...of, kind: 'pdf', language })}
          >
            {t(`expenses.papers.pdf.${language}`)}
          </Menu.Item>
        ))}
        <Menu.Item leftSection={<IconFileSpreadsheet size={16} />} onClick={() => make.run({ ...of, kind: 'xlsx' })}>
          {t('expenses.papers.xlsx')}
        </Menu.Item>
        <Menu.Item leftSection={<IconFileTypeCsv size={16} />} onClick={() => make.run({ ...of, kind: 'csv' })}>
          {t('expenses.papers.csv')}
        </Menu.Item>
        {listed.length > 0 && <Menu.Label>{t('expenses.papers.made')}</Menu.Label>}
        {listed.map((paper) => {
          const Icon = icons[paper.kind]
          if (paper.failed)
            return (
              <Menu.Item
                key={paper.id}
                leftSection={<IconReload size={16} />}
                onClick={() => make.run({ ...of, kind: paper.kind, language: paper.language })}
              >
                <Outside>{paper.fileName}</Outside>
                <div style={{ fontSize: 12, color: 'var(--ink-3)' }}>{t('expenses.papers.failed')}</div>
              </Menu.Item>
            )
          return paper.ready ? (
            <Menu.Item
              key={paper.id}
              component="a"
              href={`/api/expenses/papers/${paper.id}`}
              target="_blank"
              leftSection={<Icon size={16} />}
            >
              <Outside>{paper.fileName}</Outside>
              <div style={{ fontSize: 12, color: 'var(--ink-3)' }}>
                {paper.language.toUpperCase()} · {moment(paper.at)}
              </div>
            </Menu.Item>
          ) : (
            <PaperUnderWay key={paper.id} fileName={paper.fileName} jobId={paper.jobId} />
          )
        })}
      </Menu.Dropdown>
    </Menu>
  )
}

function PaperUnderWay({ fileName, jobId }: { fileName: string; jobId: string | null }) {
  const { t } = useWords()
  const job = useQuery({
    ...api.desk.job.queryOptions({ input: { id: jobId ?? '' } }),
    enabled: jobId !== null,
    refetchInterval: 1_000,
  })
  const queries = useQueryClient()
  const isDone = job.data?.state === 'done' || job.data?.state === 'failed'
  useEffect(() => {
    const askAnew = () => void queries.invalidateQueries({ queryKey: api.expenses.papers.key() })
    if (isDone) askAnew()
    // Of a paper that somebody else asked for, only that it is ready can be seen.
    if (jobId !== null) return undefined
    const timer = setInterval(askAnew, 2_000)
    return () => clearInterval(timer)
  }, [isDone, jobId, queries])
  const { done = 0, total = 0 } = job.data ?? {}
  return (
    <Menu.Item disabled leftSection={<Loader size={14} />}>
      <Outside>{fileName}</Outside>
      <div style={{ fontSize: 12 }}>
        {total > 0 ? t('web.progress.of', { done, all: total }) : t('expenses.papers.making')}
      </div>
    </Menu.Item>
  )
}
