export { mayUpload } from './operations/by-link.ts'
export { search } from './queries/search.ts'
