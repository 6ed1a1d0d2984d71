import { type RawBuilder, sql } from 'kysely'

const officeLanguage = sql`(select language from office_profile)`

/** For `orderBy`: by name as the office's language does, the same as `byName` of the rules. `column` is "member.name" or so. */
export function inNameOrder(column: string): RawBuilder<unknown> {
  const name = sql.ref(column)
  return sql`case when ${officeLanguage} = 'lt' then ${name} end collate "lt-x-icu", ${name} collate "en-x-icu"`
}

/** Whether a row stands after another in that order; ids part those of the same name. */
export function isAfterName(columns: { name: string; id: string }, after: { name: string; id: string }) {
  const [name, id] = [sql.ref(columns.name), sql.ref(columns.id)]
  return sql<boolean>`case when ${officeLanguage} = 'lt'
    then (${name} collate "lt-x-icu", ${id}::text) > (${after.name}, ${after.id})
    else (${name} collate "en-x-icu", ${id}::text) > (${after.name}, ${after.id}) end`
}
