import { describe, expect, test } from 'vitest'
import blumeops from '../apps/blumeops/estate.ts'
import minilab from '../apps/minilab/estate.ts'
import { objectsIn } from './support/objects.ts'
import { podsIn } from './support/pods.ts'
import { render } from './support/render.ts'

/** What an estate accepts is a finding (`unhardened-container`); this reads what is rendered, whoever rendered it. */
describe.each([blumeops, minilab])('$title', estate => {
  const { files, findings } = render(estate)
  const accepted = new Set(
    findings.flatMap(({ code, where }) => (code === 'unhardened-container' ? [`${where.subject} ${where.path}`] : [])),
  )
  const pods = podsIn(objectsIn(files))
  const containers = pods.flatMap(({ of, folder, containers: main, initContainers }) =>
    [...main, ...initContainers].map(container => ({ id: `${of}: ${container.name}`, folder, ...container })),
  )

  test.each(containers)('$id can do no more than is accepted of it', ({ name, folder, securityContext, resources }) => {
    const { capabilities, runAsNonRoot, readOnlyRootFilesystem } = securityContext ?? {}
    expect(securityContext).toMatchObject({
      allowPrivilegeEscalation: false,
      seccompProfile: { type: 'RuntimeDefault' },
    })
    expect(capabilities?.drop?.includes('ALL') === true).toBe(
      !accepted.has(`${folder} ${name}.security.capabilities.drop`),
    )
    expect(runAsNonRoot === true, 'non-root').toBe(!accepted.has(`${folder} ${name}.security.runAsNonRoot`))
    expect(readOnlyRootFilesystem === true, 'read-only root').toBe(
      !accepted.has(`${folder} ${name}.security.readOnlyRootFilesystem`),
    )
    expect(resources?.requests, 'requests').toMatchObject({ memory: expect.any(String), cpu: expect.any(String) })
    expect(resources?.limits, 'limits').toMatchObject({ memory: expect.any(String) })
  })

  test('a pod has a token only where that is accepted, and for an account of its own', () => {
    const given = pods.filter(({ automountServiceAccountToken }) => automountServiceAccountToken !== false)
    expect(given.length).toBe(findings.filter(isToken).length)
    expect(given.every(({ serviceAccountName }) => serviceAccountName !== undefined)).toBe(true)
  })
})

function isToken({ code, where }: { readonly code: string; readonly where: { readonly path?: string } }): boolean {
  return code === 'unhardened-container' && where.path?.endsWith('.serviceAccount.token') === true
}
