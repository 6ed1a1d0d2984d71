import { type RawBuilder, sql } from 'kysely'
import { byCode, type Column, columnOf, type Empties, type Order } from '#core/list-order.ts'

const isLithuanian = sql`(select language from office_profile) = 'lt'`

/** For `orderBy`: by name as the office's language does, the same as `byName` of the rules. `column` is "member.name" or so. */
export function inNameOrder(column: string): RawBuilder<unknown> {
  const name = sql.ref(column)
  return sql`case when ${isLithuanian} then ${name} end collate "lt-x-icu", ${name} collate "en-x-icu"`
}

/** The same of a list. */
export function listedByName(column: Column, empties?: Empties): Order {
  const name = columnOf(column)
  return {
    ...byCode(column, empties),
    value: name,
    by: (way) => {
      const end = sql.raw(empties?.orNull ? `${way} nulls last` : way)
      return sql`case when ${isLithuanian} then ${name} end collate "lt-x-icu" ${end}, ${name} collate "en-x-icu" ${end}`
    },
    isPast: (text, way) => {
      const past = sql.raw(way === 'asc' ? '>' : '<')
      return sql<boolean>`case when ${isLithuanian} then ${name} collate "lt-x-icu" ${past} ${text}
        else ${name} collate "en-x-icu" ${past} ${text} end`
    },
  }
}
