import { printYaml } from '@homelab/formats'
import { header } from '../../cluster/files.ts'
import { kubernetesDelivery } from '../../delivery/contract.ts'
import { valuesFile } from '../../delivery/group.ts'
import { isDatabaseValues, isLoginPatch, isLoginValues, isValues } from '../../workloads/uses.ts'
import { accessRenderer } from '../access.ts'
import type { ClusterRenderer } from '../part.ts'
import { renderDatabaseSecrets, renderLoginSecrets } from '../secret/render.ts'
import { checkChart } from './checks.ts'
import { chartValues, checkValues, neededOf } from './values.ts'
import type { ChartWorkload } from './workload.ts'

/** The chart's values, where its delivery reads them in a file; its objects are Helm's. */
export const chartRenderer: ClusterRenderer<ChartWorkload> = {
  ...accessRenderer,
  render: rendering => {
    accessRenderer.render(rendering)
    renderDatabaseSecrets(rendering)
    renderLoginSecrets(rendering, undefined)
  },
  takes: ({ flows, databases, logins }) => [
    ...flows.filter(({ use }) => use !== undefined && isValues(use)),
    ...databases.filter(({ use }) => isDatabaseValues(use)),
    ...logins.filter(({ use }) => isLoginValues(use) || (isLoginPatch(use) && use.inChart !== undefined)),
  ],
  checks: (service, workload, known) => [
    ...(accessRenderer.checks?.(service, workload, known) ?? []),
    ...checkChart(service, workload),
    ...checkValues(service, workload, known),
  ],
  files: ({ context, service, workload, cluster }, { folder, group }) => {
    if (kubernetesDelivery(context.resolved.parts, cluster)?.holdsValues === true) return []
    const sources = [service.file]
    const content = printYaml(chartValues(workload, neededOf(context.find, service.name)), { header: header(sources) })
    return [{ path: `${folder}/${valuesFile(group)}`, content, sources }]
  },
}
