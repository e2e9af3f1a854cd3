import { load } from 'js-yaml'
import { expect, test } from 'vitest'
import blumeops from '../apps/blumeops/estate.ts'
import { compact } from './support/compact.ts'
import { render } from './support/render.ts'

/** What Argo CD reads for each rendered Application: the Application itself, its objects, its values. */
const applications = Map.groupBy(
  [...render(blumeops).files].filter(([path]) => path.startsWith('argocd/')),
  ([path]) => path.split('/')[2]?.replace(/\.yaml$/, '') ?? '',
)

const own = [...applications].filter(([, files]) => files.some(([path]) => !path.startsWith('argocd/apps/')))

test.each(own)('%s renders as before', async (name, files) => {
  const parts = files.map(
    ([path, content]) =>
      `# ${path}\n${path.endsWith('.yaml') && !path.startsWith('argocd/bootstrap/') ? readable(content) : content}`,
  )
  const text = parts.join('\n')
  await expect(text).toMatchFileSnapshot(`snapshots/${name}.yaml`)
  expect(text.split('\n').length, 'too long for a person to read as a diff').toBeLessThan(150)
})

function readable(content: string): string {
  return compact(load(content) as object)
}
