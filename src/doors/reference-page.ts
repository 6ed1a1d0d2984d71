import type { AnyRouter } from '@orpc/server'
import { exampleInput, kindOf } from './field-kinds.ts'
import type { FieldSchema } from './json-schema.ts'
import { type Operation, operationsOf } from './operations-of.ts'
import { fileFieldOf } from './raw-file.ts'

/** The readable reference of the interface: one page, no scripts, nothing from elsewhere. */
export async function referencePage(duties: AnyRouter): Promise<string> {
  const operations = operationsOf(duties)
  const groups = Map.groupBy(operations, ({ path }) => path[0]!)
  const contents = [...groups].map(
    ([name, of]) => `<li><a href="#${esc(name)}">${esc(name)}</a><ul>${of.map(contentsLine).join('')}</ul></li>`,
  )
  const sections = [...groups].map(
    ([name, of]) => `<section><h2 id="${esc(name)}">${esc(name)}</h2>${of.map(entry).join('')}</section>`,
  )
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark"><title>Talka: interface for programs</title><style>${style}</style></head>
<body><header><h1>Talka for programs</h1>${intro}</header>
<div class="columns"><nav aria-label="Operations"><ul>${contents.join('')}</ul></nav><main>${sections.join('')}</main></div></body></html>`
}

const intro = `<p>Every operation of the web app, by REST, by the command line and by MCP, with the same rights and the same history.
The machine-readable document is <a href="/api/openapi.json">openapi.json</a> (OpenAPI 3.1).</p>
<ul><li><code>Authorization: Bearer KEY</code> signs in; make a key under your preferences.</li>
<li><code>X-Talka-Behalf: MEMBER-ID</code> acts on behalf of somebody the duty chart gives you.</li>
<li><code>Idempotency-Key: ANY-TEXT</code> makes a change safe to repeat: the same key and input get the first answer again, unless that held a key or link that is shown once.</li>
<li>A file goes in a form (<code>-F file=@receipt.jpg</code>), as the body itself under its own content type, or by pieces to <code>/uploads</code> (tus.io 1.0), whose <code>uploadId</code> then stands in its place.</li>
<li>What is refused comes as <code>application/problem+json</code> (RFC 9457): <code>detail</code> is a sentence in your language,
<code>says</code> its key, <code>fields</code> the faulty ones, <code>instance</code> the reference to quote.</li>
<li>MCP clients connect to <code>/mcp</code> with the same key.</li></ul>`

function contentsLine({ name, path, summary }: Operation): string {
  return `<li><a href="#${esc(name)}" title="${esc(summary)}">${esc(path.slice(1).join('.'))}</a></li>`
}

function entry(operation: Operation): string {
  const { name, method, restPath, summary, right, input } = operation
  const needs =
    right === 'anyone'
      ? 'Open to anyone.'
      : right === 'member'
        ? 'Needs sign-in.'
        : `Needs ${[right]
            .flat()
            .map((one) => `<code>${esc(one)}</code>`)
            .join(' or ')}.`
  return `<article id="${esc(name)}"><h3><code class="${esc(method)}">${esc(method)}</code> <code>/api${esc(restPath)}</code></h3>
<p>${esc(summary)} <span class="dim">${needs} <code>${esc(name)}</code></span></p>${fieldTable(input)}
<details><summary>Example</summary><pre>${esc(curlOf(operation))}</pre><pre>${esc(cliOf(operation))}</pre></details></article>`
}

function fieldTable(input: FieldSchema): string {
  const rows = Object.entries(input.properties ?? {}).map(([name, schema]) => {
    const isRequired = input.required?.includes(name) ? 'required' : ''
    return `<tr><td><code>${esc(name)}</code></td><td>${esc(kindOf(schema))}</td><td>${isRequired}</td><td>${esc(schema.description ?? '')}</td></tr>`
  })
  return rows.length ? `<div class="wide"><table>${rows.join('')}</table></div>` : ''
}

function curlOf({ method, restPath, input }: Operation): string {
  const values = exampleInput(input)
  const path = restPath.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = values[name] ?? 'VALUE'
    delete values[name]
    return String(value)
  })
  const query = Object.entries(values).map(([name, value]) => `${name}=${encodeURIComponent(String(value))}`)
  const address = `"$TALKA_URL/api${path}${method === 'GET' && query.length ? `?${query.join('&')}` : ''}"`
  const key = `-H "Authorization: Bearer $TALKA_API_KEY"`
  if (method === 'GET') return `curl ${address} \\\n  ${key}`
  const file = fileFieldOf({ input })
  if (file) return `curl ${address} \\\n  ${key} \\\n  -F ${file}=@receipt.jpg`
  if (Object.keys(values).length === 0) return `curl -X ${method} ${address} \\\n  ${key}`
  return `curl -X ${method} ${address} \\\n  ${key} \\\n  -H 'Content-Type: application/json' -d '${JSON.stringify(values)}'`
}

function cliOf({ path, input }: Operation): string {
  const words = Object.entries(exampleInput(input)).map(([name, value]) =>
    typeof value === 'object' ? `${name}='${JSON.stringify(value)}'` : `${name}=${value}`,
  )
  return ['npx talka', ...path, ...words].join(' ')
}

function esc(text: string): string {
  return text.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`)
}

const style = `
:root{color-scheme:light dark;--line:light-dark(#dde1e6,#343a40);--dim:light-dark(#5c6570,#a0a8b0);--soft:light-dark(#f4f6f8,#1f2327)}
body{font:15px/1.5 system-ui,sans-serif;margin:0 auto;max-width:76rem;padding:1rem;background:light-dark(#fff,#16191c);color:light-dark(#1a1d21,#e6e8ea)}
a{color:light-dark(#1257a8,#7db8ff)}code,pre{font:13px/1.5 ui-monospace,monospace}h1{margin:.2em 0}h2{border-bottom:1px solid var(--line);padding-bottom:.2em}
h3{margin:0;font-weight:500;overflow-wrap:anywhere}article{border:1px solid var(--line);border-radius:8px;padding:.8rem 1rem;margin:1rem 0;scroll-margin-top:1rem}
article:target{outline:2px solid light-dark(#1257a8,#7db8ff)}article p{margin:.4rem 0}.dim{color:var(--dim)}pre{background:var(--soft);padding:.7rem;border-radius:6px;overflow:auto;white-space:pre-wrap;overflow-wrap:anywhere}
.GET{color:light-dark(#0a6b3d,#6fd6a0)}.POST,.PUT,.PATCH{color:light-dark(#8a4b00,#f0b35f)}.DELETE{color:light-dark(#a81c1c,#ff8f8f)}
.wide{overflow-x:auto}table{border-collapse:collapse;font-size:13px}td{padding:.15rem .9rem .15rem 0;vertical-align:top;border-top:1px solid var(--line)}
.columns{display:grid;grid-template-columns:15rem minmax(0,1fr);gap:2rem}nav{position:sticky;top:0;align-self:start;max-height:100vh;overflow:auto;font-size:13px}
nav ul{list-style:none;padding-left:.8rem;margin:.2rem 0}nav>ul{padding:0}nav a{display:inline-block;line-height:24px}
@media(max-width:720px){.columns{grid-template-columns:minmax(0,1fr)}nav{position:static;max-height:14rem;border:1px solid var(--line);border-radius:8px;padding:.5rem}}`
