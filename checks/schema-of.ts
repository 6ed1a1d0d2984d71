import pg from 'pg'
import type { Connection } from '#core/database.ts'

/** All that PostgreSQL's catalogue says of the schemas of an office, a line each; the office's role is called `role` in it. */
export async function schemaOf(connection: Connection): Promise<string[]> {
  const client = new pg.Client(connection)
  await client.connect()
  try {
    const { rows } = await client.query<{ line: string }>(catalogue)
    const { rows: offices } = await client.query<{ name: string }>('select role_name as name from talka.office')
    return rows.map(({ line }) => offices.reduce((text, { name }) => text.replaceAll(name, 'role'), line))
  } finally {
    await client.end()
  }
}

// How far the history's clock is ahead is each office's own.
const catalogue = `
  with ours as (select oid, nspname from pg_namespace where nspname = 'talka' or starts_with(nspname, 'office_')),
    relation as (select pg_class.*, nspname from pg_class join ours on ours.oid = relnamespace)
  select concat_ws(' ', 'relation', nspname, relname, relkind, relpersistence, reloptions,
    (select array_agg(acl::text order by acl::text) from unnest(relacl) acl where acl::text not like (current_user || '=%'))) as line
  from relation where relkind not in ('i', 't')
  union all
  select concat_ws(' ', 'column', nspname, relname, rank() over (partition by relation.oid order by attnum), attname,
    format_type(atttypid, atttypmod), attnotnull, attidentity, attgenerated, attcollation::regcollation,
    pg_get_expr(adbin, adrelid))
  from pg_attribute join relation on relation.oid = attrelid left join pg_attrdef on adrelid = attrelid and adnum = attnum
  where attnum > 0 and not attisdropped and relkind in ('r', 'p', 'v')
  union all
  select concat_ws(' ', 'constraint', nspname, conrelid::regclass, conname, pg_get_constraintdef(pg_constraint.oid))
  from pg_constraint join ours on ours.oid = connamespace
  union all
  select concat_ws(' ', 'index', pg_get_indexdef(indexrelid), indisvalid) from pg_index join relation on relation.oid = indrelid
  union all
  select concat_ws(' ', 'view', nspname, relname, pg_get_viewdef(relation.oid)) from relation where relkind = 'v'
  union all
  select concat_ws(' ', 'function', nspname, proname, proacl, case when proname <> 'tx_ahead' then pg_get_functiondef(pg_proc.oid) end)
  from pg_proc join ours on ours.oid = pronamespace
  union all
  select concat_ws(' ', 'trigger', pg_get_triggerdef(pg_trigger.oid)) from pg_trigger join relation on relation.oid = tgrelid where not tgisinternal
  order by 1`
