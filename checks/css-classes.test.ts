import assert from 'node:assert/strict'
import { test } from 'node:test'
import { cssClassProblems } from './css-classes.ts'
import { problemsIn } from './small-project.ts'

const page = (body: string) => `import classes from './Page.module.css'\nexport const Page = () => ${body}\n`
const css =
  '.page {\n  gap: 1.5px;\n}\n\n@media (max-width: 760px) {\n  .page > .note:hover {\n    margin: 0;\n  }\n}\n'

test('a class is in its module and is used', () => {
  const at = (body: string) =>
    problemsIn({ 'src/web/Page.tsx': page(body), 'src/web/Page.module.css': css }, cssClassProblems)
  assert.deepEqual(at('<p className={classes.page} title={classes.note} />'), [])
  assert.deepEqual(at('<p className={classes.page} />'), [
    'src/web/Page.module.css: nobody uses the class note. Take it out.',
  ])
  assert.deepEqual(at('<p className={classes.page} title={classes.note} lang={classes.other} />'), [
    'src/web/Page.tsx: the class other is not in src/web/Page.module.css. Take it out, or give it its looks.',
  ])
})

test('a class that another builds on is used', () => {
  const files = {
    'src/web/Page.tsx': page('<p className={classes.page} />'),
    'src/web/Page.module.css': '.page {\n  composes: line from "./parts/lines.module.css";\n}\n',
  }
  const at = (lines: string) => problemsIn({ ...files, 'src/web/parts/lines.module.css': lines }, cssClassProblems)
  assert.deepEqual(at('.line {\n  gap: 1px;\n}\n'), [])
  assert.deepEqual(at('.row {\n  gap: 1px;\n}\n'), [
    'src/web/Page.module.css: the class line is not in src/web/parts/lines.module.css. Take it out, or give it its looks.',
    'src/web/parts/lines.module.css: nobody uses the class row. Take it out.',
  ])
})
