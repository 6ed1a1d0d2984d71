import { Button } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useSuspenseQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '#web/client.ts'
import { useSession } from '#web/session.tsx'
import { MoneyText } from '#web/ui/Money.tsx'
import { StateBadge } from '#web/ui/StateBadge.tsx'
import { useWords } from '#web/words.ts'
import { CategoryDialog } from './CategoryDialog.tsx'
import classes from './Settings.module.css'
import { SidewaysFrame } from './SidewaysFrame.tsx'
import type { Category } from './types.ts'

/** What money is spent on: names, account, limit, VAT share, whether a customer must be named. */
export function Categories({ mayEdit }: { mayEdit: boolean }) {
  const { t, percent } = useWords()
  const { office } = useSession()
  const { data: categories } = useSuspenseQuery(
    api.expenses.categories.queryOptions({ input: {}, select: ({ items }) => items }),
  )
  const [edited, edit] = useState<Category | 'new' | null>(null)
  const name = (field: string) => t(`expenses.settings.category.${field}`)
  return (
    <>
      {mayEdit && (
        <Button leftSection={<IconPlus size={15} />} mb="sm" onClick={() => edit('new')}>
          {name('add')}
        </Button>
      )}
      <SidewaysFrame label={t('expenses.settings.tab.categories')}>
        <table className={classes.table}>
          <thead>
            <tr>
              <th>{name('nameEn')}</th>
              <th>{name('nameLt')}</th>
              <th>{name('account')}</th>
              <th className="figures">{name('limitCents')}</th>
              <th className="figures">{name('vatDeductiblePercent')}</th>
              <th>{name('needsCustomer')}</th>
              <td />
            </tr>
          </thead>
          <tbody>
            {categories.map((category) => (
              <tr key={category.id} data-quiet={category.closedAt !== null || undefined}>
                <td>
                  {mayEdit ? (
                    <button type="button" className={classes.name} onClick={() => edit(category)}>
                      {category.nameEn}
                    </button>
                  ) : (
                    category.nameEn
                  )}
                </td>
                <td>{category.nameLt}</td>
                <td>{category.account}</td>
                <td className="figures">
                  {category.limitCents !== null && <MoneyText cents={category.limitCents} currency={office.currency} />}
                </td>
                <td className="figures">{percent(category.vatDeductiblePercent)}</td>
                <td>{t(category.needsCustomer ? 'web.yes' : 'web.no')}</td>
                <td>{category.closedAt && <StateBadge label={name('closed')} />}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </SidewaysFrame>
      {edited && (
        <CategoryDialog
          key={edited === 'new' ? 'new' : edited.id}
          category={edited === 'new' ? null : edited}
          position={categories.length * 10 + 10}
          close={() => edit(null)}
        />
      )}
    </>
  )
}
