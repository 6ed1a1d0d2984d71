import { createConfig, lintFromString } from '@redocly/openapi-core'
import spectral from '@stoplight/spectral-core'
import rulesets from '@stoplight/spectral-rulesets'

/** What Redocly's and Spectral's recommended rules have against an OpenAPI document, warnings too, with the place in it. */
export async function openApiRuleProblems(document: object): Promise<string[]> {
  return [...(await byRedocly(document)), ...(await bySpectral(document))]
}

async function byRedocly(document: object): Promise<string[]> {
  const config = await createConfig({ extends: ['recommended'] })
  const source = JSON.stringify(document)
  const found = await lintFromString({ source, absoluteRef: 'docs/openapi.json', config })
  return found.map(({ ruleId, message, location: [at] }) => `${at?.pointer ?? ''}: ${message} (Redocly, ${ruleId})`)
}

async function bySpectral(document: object): Promise<string[]> {
  const linter = new spectral.Spectral()
  linter.setRuleset({ extends: [[rulesets.oas, 'recommended']] } as never)
  const found = await linter.run(JSON.parse(JSON.stringify(document)))
  return found.map(({ code, message, path }) => `${path.join('.')}: ${message} (Spectral, ${code})`)
}
