import type { SampleTeam } from '#office/sample/company.ts'
import type { ReceiptKind } from './merchants.ts'

type SampleCategory = {
  /** Code of the category every office starts with. */
  code: string
  /** Account in the office's chart of accounts. */
  account: string
  /** Minor units of EUR for one line; null where there is none. */
  limitCents: number | null
  /**
   * Percent of the VAT that may be deducted. Lithuanian VAT law: art. 62 (half of entertainment, nothing of taxi rides
   * and own meals), art. 58 (the rest).
   */
  vatDeductiblePercent: 0 | 50 | 100
  /** Minor units of EUR a month for each person in the team. */
  budgetPerPerson: number
  /** What kind of receipt it usually comes with. */
  kind: ReceiptKind
}

export const sampleCategories: readonly SampleCategory[] = [
  category('hotel', '6310', 260_00, 100, 210_00, 'hotel'),
  category('fuel', '6304', 110_00, 100, 190_00, 'fuel'),
  category('meals', '6310', 40_00, 0, 60_00, 'restaurant'),
  category('entertainment', '6312', 120_00, 50, 90_00, 'restaurant'),
  category('taxi', '6311', 40_00, 0, 30_00, 'taxi'),
  category('travel', '6311', null, 100, 40_00, 'train'),
  category('parking', '6305', 20_00, 100, 25_00, 'parking'),
  category('phone', '6306', 40_00, 100, 20_00, 'telephone'),
  category('supplies', '6320', 150_00, 100, 45_00, 'officeSupplies'),
  category('samples', '6312', 90_00, 50, 35_00, 'gift'),
  category('training', '6315', null, 100, 25_00, 'fair'),
]

function category(
  code: string,
  account: string,
  limitCents: number | null,
  vatDeductiblePercent: SampleCategory['vatDeductiblePercent'],
  budgetPerPerson: number,
  kind: ReceiptKind,
): SampleCategory {
  return { code, account, limitCents, vatDeductiblePercent, budgetPerPerson, kind }
}

type SampleBudget = { team: SampleTeam; category: string; month: string; cents: number }

/** A budget for each month (its first day), team and category, in whole tens of euros; the export team travels farther. */
export function sampleBudgets(months: readonly string[], people: Record<SampleTeam, number>): SampleBudget[] {
  return months.flatMap((month) =>
    (Object.entries(people) as [SampleTeam, number][]).flatMap(([team, count]) =>
      sampleCategories.map(({ code, budgetPerPerson }) => {
        const farther = team === 'export' && ['hotel', 'taxi', 'travel', 'training'].includes(code) ? 1.8 : 1
        return { team, category: code, month, cents: Math.round((budgetPerPerson * count * farther) / 1000) * 1000 }
      }),
    ),
  )
}
