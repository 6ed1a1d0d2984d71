/** What stands in the OpenAPI document beside the operations: headers of every call, resumable uploads, the live stream. */

const text = { type: 'string' as const }
const bytes = { type: 'integer' as const, minimum: 0 }

export const headerParameters = {
  Behalf: {
    name: 'X-Talka-Behalf',
    in: 'header' as const,
    description: 'Id of the member in whose name to act; the duty chart says for whom one may.',
    schema: { ...text, format: 'uuid' },
  },
  IdempotencyKey: {
    name: 'Idempotency-Key',
    in: 'header' as const,
    description:
      'Any text: the same key with the same input gets the first answer again, for seven days; one that held a secret ' +
      'shown once gets 409.',
    schema: { ...text, maxLength: 200 },
  },
}

export const doorTags = [
  { name: 'uploads', description: 'Large files over poor lines, piece by piece.' },
  { name: 'live', description: 'What has just changed.' },
]

const ref = (name: string) => ({ $ref: `#/components/responses/${name}` })
const header = (name: string, description: string, schema: object) => ({
  name,
  in: 'header' as const,
  required: true,
  description,
  schema,
})
const tusVersion = header('Tus-Resumable', 'Version of the protocol.', { const: '1.0.0' })
const piece = { 'application/offset+octet-stream': { schema: { ...text, format: 'binary' } } }
const offsetNow = {
  'Upload-Offset': { description: 'Bytes that have come.', schema: bytes },
  'Upload-Expires': { description: 'Until when it is kept if nothing more comes.', schema: text },
}
const uploadId = {
  name: 'uploadId',
  in: 'path' as const,
  required: true,
  description: 'Last part of the address that the beginning gave.',
  schema: { ...text, format: 'uuid' },
}
const security = [{ apiKey: [] }, { session: [] }, {}]
const byLink = {
  name: 'X-Talka-Link',
  in: 'header' as const,
  required: false,
  description: 'Token of an upload link, instead of a sign-in.',
  schema: text,
}
const servers = [{ url: '/' }]
const description = 'For members, and for bearers of an upload link.'
const upload = { tags: ['uploads'], description, security, servers }

const refusals = {
  '400': ref('Invalid'),
  '401': ref('NotSignedIn'),
  '403': ref('Forbidden'),
  '412': ref('OtherProtocol'),
  '500': ref('Bug'),
  '503': ref('Away'),
}

const beginUpload = {
  ...upload,
  operationId: 'uploads.begin',
  summary: 'Begin a resumable upload (tus.io 1.0); its id then is the `uploadId` of an operation that takes a file.',
  parameters: [
    tusVersion,
    byLink,
    header('Upload-Length', 'Bytes of the whole file.', bytes),
    {
      ...header('Upload-Metadata', 'Its name and kind: `filename BASE64,filetype BASE64`.', text),
      required: false,
    },
  ],
  requestBody: { required: false, content: piece },
  responses: {
    '201': {
      description: 'Begun.',
      headers: { Location: { description: 'Its address.', schema: text }, ...offsetNow },
    },
    ...refusals,
    '413': ref('TooLarge'),
    '415': ref('OtherContent'),
    '429': ref('TooMany'),
    '507': ref('Full'),
  },
}

const sendPiece = {
  ...upload,
  operationId: 'uploads.send',
  summary: 'Send the next piece of an upload.',
  parameters: [tusVersion, byLink, header('Upload-Offset', 'Where the piece begins.', bytes)],
  requestBody: { required: true, content: piece },
  responses: {
    '204': { description: 'Kept, safe from a power cut.', headers: offsetNow },
    ...refusals,
    '404': ref('Absent'),
    '409': ref('Refused'),
    '413': ref('TooLarge'),
    '415': ref('OtherContent'),
    '423': ref('Busy'),
    '507': ref('Full'),
  },
}

const askOffset = {
  ...upload,
  operationId: 'uploads.offset',
  summary: 'How much of an upload has come.',
  parameters: [tusVersion, byLink],
  responses: {
    '200': { description: 'So much.', headers: offsetNow },
    '400': { description: 'A header is not as the protocol wants it.' },
    '401': { description: 'Nobody is signed in.' },
    '403': { description: 'The key only reads, or nothing that one may do takes a file.' },
    '404': { description: 'Not there, or another’s.' },
    '412': { description: 'Another version of the protocol.' },
    '423': { description: 'Another request is at it.' },
    '503': { description: 'What it needs is away for a while.' },
  },
}

const dropUpload = {
  ...upload,
  operationId: 'uploads.drop',
  summary: 'Drop an upload.',
  parameters: [tusVersion, byLink],
  responses: {
    '204': { description: 'Gone.' },
    ...refusals,
    '404': ref('Absent'),
    '423': ref('Busy'),
  },
}

const listen = {
  tags: ['live'],
  servers,
  operationId: 'live.listen',
  summary: 'What has just changed, as server-sent events; only what concerns the caller.',
  description:
    'Each event’s data is `{ id, operation, records, actor }`; ask the operations for what stands in the records.',
  parameters: [
    {
      name: 'Last-Event-ID',
      in: 'header' as const,
      description: 'Id of the last event heard: what was missed comes first.',
      schema: { ...text, format: 'uuid' },
    },
    { $ref: '#/components/parameters/Behalf' },
  ],
  responses: {
    '200': { description: 'A stream without end.', content: { 'text/event-stream': { schema: text } } },
    '400': ref('Invalid'),
    '401': ref('NotSignedIn'),
    '409': ref('Refused'),
  },
}

export const doorPaths = {
  '/uploads': { post: beginUpload },
  '/uploads/{uploadId}': { parameters: [uploadId], patch: sendPiece, head: askOffset, delete: dropUpload },
  '/live': { get: listen },
}
