import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler'

export interface MakeTask {
  dir: string
  main: string
  json: string
  images: Map<string, Uint8Array>
  pdfStandard: string | undefined
  /** Seconds since 1970. */
  madeAt: number
}

const fontDir = fileURLToPath(new URL('.', import.meta.resolve('@expo-google-fonts/noto-sans/package.json')))
const faces = ['400Regular', '400Regular_Italic', '600SemiBold', '700Bold']
const sharedDir = join(import.meta.dirname, 'paper')
const compilers = new Map<string, NodeCompiler>()

/** Sets one document, in a worker thread: the compiler is synchronous. Throws an Error with the template's own diagnostics. */
export async function made(task: MakeTask): Promise<Uint8Array> {
  const compiler = compilerOf(task.dir)
  try {
    // The folder of the template is all that it can read; the shared pieces are shown to it as if they lay there.
    for (const name of readdirSync(sharedDir).filter((one) => one.endsWith('.typ')))
      compiler.mapShadow(join(task.dir, 'paper', name), readFileSync(join(sharedDir, name)))
    compiler.mapShadow(join(task.dir, 'data.json'), Buffer.from(task.json))
    for (const [name, bytes] of task.images) compiler.mapShadow(join(task.dir, 'images', name), Buffer.from(bytes))
    const mainFilePath = join(task.dir, task.main)
    const result = compiler.compile({ mainFilePath })
    if (!result.result) throw new Error(`${task.main}: ${JSON.stringify(result.takeDiagnostics()?.shortDiagnostics)}`)
    const standard = task.pdfStandard ? { pdfStandard: task.pdfStandard } : {}
    return new Uint8Array(compiler.pdf(result.result, { ...standard, creationTimestamp: task.madeAt }))
  } finally {
    compiler.resetShadow()
    compiler.evictCache(0)
    // The compiler's native memory is freed only when the event loop turns.
    await setImmediate()
  }
}

function compilerOf(dir: string): NodeCompiler {
  let compiler = compilers.get(dir)
  if (!compiler) {
    const fontBlobs = faces.map((face) => readFileSync(join(fontDir, face, `NotoSans_${face}.ttf`)))
    compiler = NodeCompiler.create({ workspace: dir, fontArgs: [{ fontBlobs }] })
    compilers.set(dir, compiler)
  }
  return compiler
}
