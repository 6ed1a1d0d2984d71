import { writeFile } from 'node:fs/promises'
import { createORPCClient, ORPCError } from '@orpc/client'
import { RPCLink } from '@orpc/client/fetch'
import { askTalka, ForeignAnswer } from '#core/foreign-answer.ts'
import { UsageFault } from './cli-input.ts'
import { keyHeaders, serverAddress } from './cli-server.ts'

/** How one call ended: what it prints, and how its exit code is chosen by the status; 0 for a server that is not there. */
export interface Ended {
  status: number
  said: string | Uint8Array
}

/** Calls one operation at the server that TALKA_URL names, with the key in TALKA_API_KEY. */
export async function callServer(
  path: readonly string[],
  input: Record<string, unknown>,
  { behalf, out }: { behalf?: string | undefined; out?: string | undefined },
): Promise<Ended> {
  type Callable = (input: unknown) => Promise<unknown>
  let callable: unknown = createORPCClient(linkTo(behalf))
  for (const part of path) callable = (callable as Record<string, unknown>)[part]
  try {
    const output = await (callable as Callable)(input)
    const isFile = output instanceof Blob
    const said = isFile ? new Uint8Array(await output.arrayBuffer()) : `${JSON.stringify(output ?? null, null, 2)}\n`
    if (!out) return { status: 200, said }
    await writeFile(out, said).catch((error) => {
      throw new UsageFault(`The file ${out} cannot be written (${error.code}).`)
    })
    return { status: 200, said: '' }
  } catch (error) {
    if (error instanceof ORPCError) return { status: error.status, said: sentencesOf(error).join('\n') }
    if (error instanceof ForeignAnswer)
      return {
        status: 0,
        said: `${serverAddress()} answered ${error.status}, but not Talka: check TALKA_URL and what stands before it.`,
      }
    if (!(error instanceof TypeError && /fetch failed/.test(error.message))) throw error
    return { status: 0, said: `Talka does not answer at ${serverAddress()}: start it, or set TALKA_URL.` }
  }
}

function linkTo(behalf: string | undefined): RPCLink<Record<never, never>> {
  return new RPCLink({
    url: `${serverAddress()}/rpc`,
    fetch: (request, init) => askTalka(request, init),
    headers: {
      ...keyHeaders(behalf),
      'accept-language': (process.env.LC_ALL || process.env.LANG || '').slice(0, 2),
    },
  })
}

function sentencesOf({ message, data }: ORPCError<string, unknown>): string[] {
  const { fields, reasons } = (data ?? {}) as { fields?: Sentence[]; reasons?: Sentence[] }
  const more = [
    ...(fields ?? []).slice(1).map((one) => `${one.field}: ${one.message}`),
    ...(reasons ?? []).slice(1).map((one) => one.message),
  ]
  return [message, ...more]
}

interface Sentence {
  field?: string
  message: string
}
