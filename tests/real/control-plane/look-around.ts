/**
 * Starts the estate's control plane with Argo CD, installed by the rendered guide, and keeps it until Ctrl-C or for two
 * hours: `node tests/real/control-plane/look-around.ts`. It prints a command that runs kubectl, argocd or a shell in it.
 */
import { chmodSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import blumeops from '../../../apps/blumeops/estate.ts'
import { minikube } from '../../../apps/blumeops/hosts.ts'
import { render } from '../../support/render.ts'
import { ControlPlane } from './control-plane.ts'
import { gitopsOf } from './gitops.ts'
import { bootstrapArgoCd } from './guide.ts'
import { startKubelet } from './kubelet.ts'
import { programs } from './programs.ts'

const built = await programs()
if (built === undefined) process.exit(1)
const { files } = render(blumeops)
const guide = files.get('docs/guides/bootstrap.md') ?? ''
const [, name = ''] = /^argocd login (\S+) --grpc-web/m.exec(guide) ?? []
const plane = await ControlPlane.start({
  ...{ programs: built, gitops: gitopsOf(minikube), files },
  ...{ seconds: 7200, argocdNames: [name] },
})
const over = new AbortController()
const close = async (): Promise<void> => {
  over.abort()
  await plane.close()
  process.exit(0)
}
process.once('SIGINT', close)
process.once('SIGTERM', close)
try {
  await startKubelet(plane, over.signal)
  await bootstrapArgoCd(plane, guide)
  await plane.argocd.start()
} catch (error) {
  process.stderr.write(`${error}\n`)
  await close()
}
const [first, ...words] = plane.sandbox.command('', []).slice(0, -1)
const script = join(plane.sandbox.folder, 'in')
const quoted = words.map(word => `'${word}'`).join(' ')
writeFileSync(script, `#!/bin/sh\nexec ${first} ${quoted} "$@"\n`)
chmodSync(script, 0o755)
process.stdout.write(`ready: ${script} kubectl get pods --all-namespaces; ${script} argocd app list; ${script} bash
working copy, served after a commit: ${plane.tree}
logs: ${join(plane.sandbox.folder, 'logs')}
ends with Ctrl-C, or: kill ${process.pid}\n`)
