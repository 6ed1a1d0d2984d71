import type { SampleTeam } from '#office/sample/company.ts'
import type { ReceiptKind } from './merchants.ts'

export type SampleCategory = {
  key: string
  name: { en: string; lt: string }
  /** Account in the office's chart of accounts. */
  account: string
  /** Minor units of EUR for one purchase, night or person; 0 where there is no limit. */
  limit: number
  limitPer: 'purchase' | 'night' | 'person'
  /**
   * Percent of the VAT that may be deducted. Lithuanian VAT law: art. 62 (half of entertainment, nothing of taxi rides),
   * art. 58 (the rest).
   */
  vatDeductible: 0 | 50 | 100
  needsCustomer: boolean
  /** Minor units of EUR a month for each person in the team. */
  budgetPerPerson: number
  kind: ReceiptKind
}

export const sampleCategories: readonly SampleCategory[] = [
  category('hotel', 'Hotel', 'Viešbutis', '6310', 130_00, 'night', 100, 210_00, 'hotel'),
  category('fuel', 'Fuel', 'Degalai', '6304', 0, 'purchase', 100, 190_00, 'fuel'),
  category(
    'customerMeal',
    'Meals with customers',
    'Klientų vaišinimas',
    '6312',
    45_00,
    'person',
    50,
    110_00,
    'restaurant',
    true,
  ),
  category('taxi', 'Taxi', 'Taksi', '6311', 40_00, 'purchase', 0, 30_00, 'taxi'),
  category('parking', 'Parking', 'Automobilio stovėjimas', '6305', 20_00, 'purchase', 100, 25_00, 'parking'),
  category('train', 'Train and bus', 'Traukinys ir autobusas', '6311', 0, 'purchase', 100, 40_00, 'train'),
  category('gift', 'Gifts to customers', 'Dovanos klientams', '6312', 60_00, 'person', 50, 35_00, 'gift', true),
  category(
    'officeSupplies',
    'Office supplies',
    'Kanceliarinės prekės',
    '6320',
    80_00,
    'purchase',
    100,
    30_00,
    'officeSupplies',
  ),
  category('telephone', 'Telephone', 'Telefono ryšys', '6306', 40_00, 'purchase', 100, 20_00, 'telephone'),
  category('fair', 'Trade fairs', 'Parodos', '6315', 0, 'purchase', 100, 25_00, 'fair'),
]

function category(
  key: string,
  en: string,
  lt: string,
  account: string,
  limit: number,
  limitPer: SampleCategory['limitPer'],
  vatDeductible: SampleCategory['vatDeductible'],
  budgetPerPerson: number,
  kind: ReceiptKind,
  needsCustomer = false,
): SampleCategory {
  return { key, name: { en, lt }, account, limit, limitPer, vatDeductible, needsCustomer, budgetPerPerson, kind }
}

export type SampleBudget = { team: SampleTeam; category: string; month: string; amount: number }

/** A budget for each month, team and category, in whole tens of euros; the export team travels farther. */
export function sampleBudgets(months: readonly string[], people: Record<SampleTeam, number>): SampleBudget[] {
  return months.flatMap((month) =>
    (Object.entries(people) as [SampleTeam, number][]).flatMap(([team, count]) =>
      sampleCategories.map(({ key, budgetPerPerson }) => {
        const farther = team === 'export' && ['hotel', 'train', 'taxi', 'fair'].includes(key) ? 1.8 : 1
        return { team, category: key, month, amount: Math.round((budgetPerPerson * count * farther) / 1000) * 1000 }
      }),
    ),
  )
}
