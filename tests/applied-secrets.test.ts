import { compareApplication, type Manifest } from '@homelab/kubernetes/compare'
import { expect, test } from 'vitest'
import estate from './findings/valid/secrets-in-the-repository.ts'
import { objectsIn } from './support/objects.ts'
import { resolvedOnce } from './support/opened.ts'
import { render } from './support/render.ts'

const { files: rendered } = render(estate)
const files = [...rendered].map(([path, content]) => ({ path, content, sources: [] }))
const [{ metadata: { namespace = '' } = {} } = {}] = objectsIn(rendered).filter(({ kind }) => kind === 'Deployment')

function secret(name: string, where = namespace): Manifest {
  return { apiVersion: 'v1', kind: 'Secret', metadata: { name, namespace: where }, type: 'Opaque' }
}

test('a Secret by hand that the script makes from now on is nobody’s loss; one of another name or namespace is', () => {
  const ran = [secret('app'), secret('other'), secret('app', 'elsewhere')]
  const all = compareApplication(resolvedOnce(estate), files, 'in-cluster', ran)
  const gone = all.flatMap(({ unexplained }) => unexplained).filter(({ what }) => what === 'gone')
  expect(gone.map(({ name, namespace: of }) => `${of}/${name}`)).toEqual([`${namespace}/other`, 'elsewhere/app'])
  const explained = all.flatMap(each => each.explained).filter(({ seen }) => seen.some(({ what }) => what === 'gone'))
  expect(explained.map(({ by, seen }) => [by.says, seen.map(({ name }) => name)])).toEqual([
    [expect.stringContaining('the script'), ['app']],
  ])
})
