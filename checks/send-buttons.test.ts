import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sendButtonProblems } from './send-buttons.ts'
import { problemsIn } from './small-project.ts'

const at = (path: string, tsx: string) => problemsIn({ [path]: tsx }, sendButtonProblems)

test('a form is sent by the button that shows it', () => {
  const path = 'src/office/pages/PlaceForm.tsx'
  assert.deepEqual(at(path, '<SendButton loading={running}>Save</SendButton>'), [])
  assert.deepEqual(at(path, '// not <Button type="submit">\n<Button type="button" />'), [])
  assert.match(at(path, '<Button size="sm" type="submit">Save</Button>')[0]!, /PlaceForm.*Use SendButton/)
  assert.match(at('src/web/ui/table/ViewsMenu.tsx', "<button type={'submit'} />")[0]!, /ViewsMenu/)
  assert.deepEqual(at('src/web/ui/Form.tsx', 'return <Button type="submit" {...button} />'), [])
})
