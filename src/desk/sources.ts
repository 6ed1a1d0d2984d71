import type { Actor } from '#core/actor.ts'
import type { Db } from '#core/database.ts'
import type { FoundItem, WaitingItem } from '#core/desk-items.ts'
import { search as searchExpenses } from '#duties/expenses/public.ts'
import { waitingFor as waitingInExpenses } from '#duties/expenses/waiting.ts'
import { waitingFor as waitingInOffice } from '#office/waiting.ts'
import { failedJobsOf, searchPeople } from './queries.ts'

type Waiting = (db: Db, actor: Actor) => Promise<WaitingItem[]>
type Search = (db: Db, actor: Actor, text: string, limit: number) => Promise<FoundItem[]>

/** What every duty puts on people's desks, one line a duty. */
export const waitingSources: readonly Waiting[] = [waitingInExpenses, waitingInOffice, failedJobsOf]

/** Where the search over everything looks, one line a duty. */
export const searchSources: readonly Search[] = [searchPeople, searchExpenses]
