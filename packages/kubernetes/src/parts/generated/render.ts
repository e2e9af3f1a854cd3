import type { FileMakers } from '@homelab/estate/contents'
import { present } from '@homelab/formats/present'
import type { Rendering } from '../../cluster/context.ts'
import { freshId } from '../../cluster/scope.ts'
import { ConfigFiles } from '../../constructs/config-map.ts'

/** A ConfigMap for each file that another renderer makes of the estate. */
export function renderGenerated({ context, service, workload, access }: Rendering, makers: FileMakers): void {
  for (const { files, prefix, labels, settings } of workload.generated ?? []) {
    const make = Object.hasOwn(makers, files) ? makers[files] : undefined
    if (make === undefined) {
      context.findings.push({
        code: 'unfilled-slot',
        where: { subject: service.name, path: 'workload.generated', file: service.file },
        problem: 'no renderer makes these files',
        got: files,
        expected: Object.keys(makers).join(', ') || 'a known renderer',
        fix: 'name a known renderer of files, or add it to the list',
      })
      continue
    }
    for (const [file, text] of Object.entries(make(context.resolved, service, settings))) {
      const name = prefix + file.replace(/\.[^.]*$/, '')
      new ConfigFiles(access, freshId(access, `config-map ${name}`), {
        name,
        namespace: workload.namespace,
        files: { [file]: text },
        ...present({ labels }),
      })
    }
  }
}
