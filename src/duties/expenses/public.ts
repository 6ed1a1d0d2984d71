export { mayUpload } from './queries/links.ts'
export { search } from './queries/search.ts'
