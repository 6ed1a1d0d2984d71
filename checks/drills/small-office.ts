import { type Caller, keyFrom } from './caller.ts'

/** Who works in the office of the drills: an assistant who prepares and combines, two salespeople, a senior manager. */
export interface SmallOffice {
  administrator: Caller
  assistant: Caller
  manager: Caller
  /** Ids. */
  salespeople: [string, string]
  teamId: string
  branchId: string
  departmentId: string
  categoryId: string
  /** Headers by which the assistant is known. */
  key: Record<string, string>
}

/** Everybody's. */
export const password = 'a long enough one'
const since = '2026-01-01'

interface List<Item> {
  items: Item[]
}

/** Sets an own office up by its operations alone, as a person would. */
export async function setUpOffice(url: string): Promise<SmallOffice> {
  const { caller: administrator } = await keyFrom(url, '/office/set-up', {
    name: 'Šilo prekyba',
    country: 'LT',
    currency: 'EUR',
    timeZone: 'Europe/Vilnius',
    language: 'en',
    administrator: { name: 'Aušra Lankė', email: 'ausra@silo.example', password },
  })
  const departments = await administrator.get<List<{ id: string }>>('/office/departments')
  const branches = await administrator.get<List<{ id: string }>>('/office/branches')
  const [departmentId, branchId] = [departments.items[0]!.id, branches.items[0]!.id]
  const { id: teamId } = await administrator.post<{ id: string }>('/office/teams', {
    name: 'North',
    departmentId,
    branchId,
  })

  const add = (name: string, email: string, role: string) =>
    administrator.post<{ id: string }>('/office/members', {
      name,
      email,
      language: 'en',
      roles: [role],
      ...(role === 'salesperson' ? { teamId } : { departmentId }),
    })
  const rasa = await add('Rasa Kalnė', 'rasa@silo.example', 'assistant')
  const vytautas = await add('Vytautas Girė', 'vytautas@silo.example', 'seniorManager')
  const jonas = await add('Jonas Ąžuolas', 'jonas@silo.example', 'salesperson')
  const ieva = await add('Ieva Šimkutė', 'ieva@silo.example', 'salesperson')
  const assign = (role: string, memberId: string, placeId: string) =>
    administrator.post('/office/chart', { role, memberId, placeId, fromDay: since })
  await assign('expenses.prepare', rasa.id, teamId)
  await assign('expenses.combine', rasa.id, departmentId)
  await assign('expenses.review', vytautas.id, departmentId)

  const enter = async ({ id }: { id: string }, rights?: string[]) => {
    const { link } = await administrator.post<{ link: string }>(`/office/members/${id}/invite`)
    return keyFrom(url, '/office/invitations/accept', { token: link.split('/').at(-1), password }, rights)
  }
  const { caller: assistant, key } = await enter(rasa)
  const { caller: manager } = await enter(vytautas, ['expenses.review'])
  await assistant.post('/expenses/procedure/publish', { version: 1 })
  const salespeople: [string, string] = [jonas.id, ieva.id]
  const informed = { memberIds: salespeople, way: 'phone', informedOn: since }
  await assistant.post('/expenses/procedure/informed', informed)
  const categories = await assistant.get<List<{ id: string; needsCustomer: boolean }>>('/expenses/categories')
  const categoryId = categories.items.find((one) => !one.needsCustomer)!.id
  return { administrator, assistant, manager, salespeople, teamId, branchId, departmentId, categoryId, key }
}
