import { sourcesOf } from './sources.ts'

const byHundred = /[*/]\s*(100|1e2)\b|\b(100|1e2)\s*\*|toFixed\(2\)|\*\*\s*2\b/
const money = /cents|minor|amount|price|money|gross|\bnet\b|\btotal\b|\bvat\b/i
/** A share of work that is done. */
const progress = /\bdone\b|confidence|fraction/

/** Whether some line takes a hundred minor units to make a unit: a yen has one, a dinar a thousand. */
export function minorUnitProblems(home: string): string[] {
  return sourcesOf(home)
    .filter(({ path }) => path !== 'src/core/money.ts' && !path.startsWith('checks/minor-units'))
    .flatMap(({ path, text }) =>
      text.split('\n').flatMap((line, at) => {
        const code = line.replace(/\/\/.*$|^\s*\/?\*.*$/, '').replace(/'[^'\n]*'/g, "''")
        if (!byHundred.test(code) || !money.test(code) || progress.test(code)) return []
        return [
          `${path}:${at + 1}: "${line.trim()}" takes a hundred minor units for a unit. Use minorUnits, decimalText, times or percentOf of src/core/money.ts.`,
        ]
      }),
    )
}
