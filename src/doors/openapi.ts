import { type ConditionalSchemaConverter, OpenAPIGenerator } from '@orpc/openapi'
import type { AnyRouter } from '@orpc/server'
import type * as z from 'zod'
import { exampleInput, isFileField } from './field-kinds.ts'
import { type FieldSchema, jsonSchemaOf } from './json-schema.ts'
import { doorPaths, doorTags, headerParameters } from './openapi-doors.ts'
import { namedOnce } from './openapi-shapes.ts'
import { textOf } from './openapi-text.ts'
import { type Operation, operationsOf } from './operations-of.ts'

type Document = Awaited<ReturnType<OpenAPIGenerator['generate']>>

/** The generator's schemas are those of the other doors. */
const ofOneSource: ConditionalSchemaConverter = {
  condition: (schema) => schema?.['~standard'].vendor === 'zod',
  convert: (schema, { strategy }) => {
    const json = jsonSchemaOf(schema as unknown as z.ZodType, strategy, { titles: true })
    return [json.type !== 'object' || Boolean(json.required?.length), json as never]
  },
}

/** The OpenAPI 3.1 document of all operations; the same text everywhere, so that a committed copy can be compared. */
export async function openApiDocument(duties: AnyRouter): Promise<Document> {
  const document = await new OpenAPIGenerator({ schemaConverters: [ofOneSource] }).generate(duties, {
    info: {
      title: 'Talka',
      version: '1',
      description:
        'The working desk of a sales department’s administrative staff. Send `Authorization: Bearer <API key>`; ' +
        '`X-Talka-Behalf: <member id>` acts on behalf of somebody; `Idempotency-Key` makes a change safe to repeat.',
      contact: { name: 'The administrator of the office' },
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/api' }],
    security: [{ apiKey: [] }, { session: [] }],
    components: {
      securitySchemes: {
        apiKey: { type: 'http', scheme: 'bearer', description: 'An API key, made under Preferences.' },
        session: { type: 'apiKey', in: 'cookie', name: 'talka.session_token', description: 'A browser’s sign-in.' },
      },
      schemas: { Problem: problemSchema },
      responses: problemResponses,
      parameters: headerParameters,
    },
  })
  document.tags = [...tagsOf(duties), ...doorTags]
  Object.assign(document.paths ?? {}, doorPaths)
  for (const operation of operationsOf(duties)) {
    const found = document.paths?.[operation.restPath]?.[operation.method.toLowerCase() as 'get']
    if (!found) throw new Error(`${operation.name} is not in the OpenAPI document`)
    found.operationId = operation.name
    found.tags = [operation.path[0]!]
    const { right, changes, destructive, idempotent, inPerson, onlyChosen } = operation
    const kind = Object.entries({ changes, destructive, idempotent, inPerson, onlyChosen }).filter(([, is]) => is)
    Object.assign(found, { 'x-talka': { right, ...Object.fromEntries(kind) } })
    if (operation.inPerson) found.security = [{ session: [] }]
    if (operation.right === 'anyone') found.security = []
    found.description = whoMay(operation)
    found.responses = { ...found.responses, ...refsOf(operation, found.requestBody !== undefined) }
    found.parameters?.forEach(beSaid)
    found.parameters = [...(found.parameters ?? []), ...headersOf(operation)]
    describeFiles(found)
    showExample(found)
  }
  const { part, schemas } = namedOnce(document.paths ?? {})
  document.paths = part
  Object.assign(document.components!.schemas!, schemas)
  return document
}

/** A parameter says itself what it is, and not, as the generator has it, that it may be empty and nothing in it is escaped. */
function beSaid(parameter: Parameter): void {
  if ('$ref' in parameter) return
  const schema = parameter.schema as FieldSchema
  if (schema.description) parameter.description = schema.description
  delete schema.description
  delete parameter.allowEmptyValue
  delete parameter.allowReserved
}

type Parameter = NonNullable<Found['parameters']>[number]
type Found = NonNullable<NonNullable<NonNullable<Document['paths']>[string]>['post']>

/**
 * A file comes in a form with all other fields, or as the body itself. JSON is taken too, where the `uploadId` of a resumable
 * upload stands in its place, but not told: generated clients would know of nothing else.
 */
function describeFiles(found: Found): void {
  const content = found.requestBody && 'content' in found.requestBody ? found.requestBody.content : undefined
  const form = content?.['multipart/form-data']?.schema as FieldSchema | undefined
  const file = Object.values(form?.properties ?? {}).find(isFileField)
  if (!content || !file) return
  delete content['application/json']
  content['*/*'] = { schema: { ...file, description: rawBody } as never }
}

/** A body shows what may stand in it; a file cannot be shown. */
function showExample({ requestBody }: Found): void {
  const content = requestBody && 'content' in requestBody ? requestBody.content : {}
  for (const [mime, body] of Object.entries(content))
    if (mime !== '*/*') body.example = exampleInput(body.schema as FieldSchema)
}

const rawBody =
  'The file itself, under its own content type; its name in `Content-Disposition` and the other fields in the query.'

/** The document as text, for the committed copy and for `talka openapi`. */
export async function openApiText(duties: AnyRouter): Promise<string> {
  return textOf(await openApiDocument(duties))
}

function tagsOf(duties: AnyRouter): { name: string }[] {
  return [...new Set(operationsOf(duties).map(({ path }) => path[0]!))].map((name) => ({
    name,
    description: `Operations of \`${name}\`.`,
  }))
}

function whoMay({ right, inPerson, onlyChosen }: Operation): string {
  if (right === 'anyone') return 'Open to anyone.'
  const needed =
    right === 'member'
      ? 'Needs sign-in'
      : `Needs the right ${[right]
          .flat()
          .map((one) => `\`${one}\``)
          .join(' or ')}`
  const chosen = onlyChosen ? '; of an API key, chosen for it by name' : ''
  return `${needed}${inPerson ? ', and no API key does' : chosen}.`
}

function headersOf({ changes }: Operation) {
  return [
    { $ref: '#/components/parameters/Behalf' },
    ...(changes ? [{ $ref: '#/components/parameters/IdempotencyKey' }] : []),
  ]
}

const problemSchema = {
  type: 'object' as const,
  description: 'Problem details (RFC 9457) in the caller’s language.',
  required: ['type', 'title', 'status', 'detail', 'instance', 'says', 'params', 'reasons', 'record'],
  properties: {
    type: { type: 'string' as const, description: 'Name of the problem, as a URN.' },
    title: { type: 'string' as const, description: 'The kind of problem, in English.' },
    status: { type: 'integer' as const, description: 'The HTTP status.' },
    detail: { type: 'string' as const, description: 'What is wrong and what to do, for a person to read.' },
    instance: { type: 'string' as const, description: 'The request’s id, to quote.' },
    says: { type: 'string' as const, description: 'Key of the sentence, for a program to read.' },
    params: { type: 'object' as const, additionalProperties: true, description: 'What the sentence is made of.' },
    fields: {
      type: 'array' as const,
      description: 'The faulty fields of the input.',
      items: {
        type: 'object' as const,
        properties: {
          field: { type: 'string' as const, description: 'Its name, with dots where it lies within another.' },
          message: { type: 'string' as const, description: 'What is wrong with it, for a person to read.' },
        },
      },
    },
    reasons: {
      type: 'array' as const,
      description: 'The reasons, also when there is one; the first of them where there are very many.',
      minItems: 1,
      items: {
        type: 'object' as const,
        required: ['says', 'message', 'params', 'record'],
        properties: {
          says: { type: 'string' as const, description: 'Key of the sentence.' },
          message: { type: 'string' as const, description: 'The sentence.' },
          params: { type: 'object' as const, additionalProperties: true, description: 'What the sentence is made of.' },
          record: { type: ['string', 'null'] as ['string', 'null'], description: 'Id of the record it is about.' },
        },
      },
    },
    moreReasons: { type: 'integer' as const, description: 'How many reasons there are besides those.' },
    record: { type: ['string', 'null'] as ['string', 'null'], description: 'Id of the record it is about.' },
    details: { description: 'What else a page needs, such as the fields of a stale edit.' },
  },
}

const problemContent = { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } }
const problemResponses = {
  Invalid: { description: 'The input is not as the schema says.', content: problemContent },
  NotSignedIn: { description: 'Nobody is signed in.', content: problemContent },
  Forbidden: { description: 'The right is missing.', content: problemContent },
  Absent: { description: 'Not there, or not the caller’s to see.', content: problemContent },
  Refused: { description: 'The caller can act on the reason given.', content: problemContent },
  TooLarge: { description: 'More than may come.', content: problemContent },
  OtherProtocol: {
    description: 'Another version of the upload protocol; `Tus-Version` says which one is spoken.',
    content: problemContent,
  },
  Busy: { description: 'Another request is at the same record.', content: problemContent },
  Full: { description: 'There is no room left on the disk.', content: problemContent },
  Away: { description: 'What it needs is away for a while; `Retry-After` says when.', content: problemContent },
  OtherContent: { description: 'The body is of a kind that is not read.', content: problemContent },
  TooMany: { description: 'Too many requests; `Retry-After` says when.', content: problemContent },
  Bug: { description: 'A fault of the program; `instance` is the reference to quote.', content: problemContent },
}

function refsOf({ right, changes }: Operation, hasBody: boolean): Record<string, { $ref: string }> {
  const isOpen = right === 'anyone'
  const ref = (name: keyof typeof problemResponses) => ({ $ref: `#/components/responses/${name}` })
  return {
    '400': ref('Invalid'),
    ...(isOpen && changes ? {} : { '401': ref('NotSignedIn') }),
    ...(isOpen ? {} : { '403': ref('Forbidden') }),
    '404': ref('Absent'),
    // Whoever acts on behalf of somebody may not be let to, also where he only reads.
    '409': ref('Refused'),
    ...(hasBody ? { '413': ref('TooLarge'), '415': ref('OtherContent') } : {}),
    ...(isOpen && changes ? { '429': ref('TooMany') } : {}),
    '500': ref('Bug'),
  }
}
