/** One of the people as whom a sample office is entered. */
export interface SamplePerson {
  id: string
  name: string
  roles: string[]
  team: string | null
}

/** Makes the office at this address the sample office, where it is none yet, and waits until it is filled; gives its people. */
export async function filledSample(base: string): Promise<SamplePerson[]> {
  const { setUp } = await stateOf(base)
  const headers = { 'content-type': 'application/json' }
  if (!setUp) await fetch(`${base}/api/office/sample`, { method: 'POST', headers, body: '{}' })
  while ((await stateOf(base)).filling) await new Promise((resolve) => setTimeout(resolve, 1_000))
  const people = (await (await fetch(`${base}/api/office/sample/people`)).json()) as { items: SamplePerson[] }
  return people.items
}

async function stateOf(base: string): Promise<{ setUp: boolean; filling?: unknown }> {
  return (await (await fetch(`${base}/api/office/state`)).json()) as { setUp: boolean; filling?: unknown }
}
