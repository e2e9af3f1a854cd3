import { command } from '../cli/command.ts'
import { estateOption } from './estate-option.ts'

export const ensureKubectlConfig = command({
  name: 'ensure-kubectl-config',
  summary: 'Write the kube configuration that leads to the cluster from here',
  details: [
    'Copies the authority’s certificate, the client certificate and its key over SSH from the machine that runs the',
    'cluster, and writes ~/.kube/CONTEXT/config.yml beside them, for the API’s name in the tailnet. Where the cluster',
    'states `kubeconfig`, they are taken out of that file, for its `server`. Writes what differs.',
  ].join('\n'),
  options: {
    'dry-run': { type: 'flag', help: 'say what would be copied and written; change nothing' },
    estate: estateOption,
  },
  examples: [{ line: 'ensure-kubectl-config', does: 'after the cluster was recreated, and on a new workstation' }],
  run: async (values, context) => (await import('./ensure-kubectl-config-run.ts')).ensureConfig(values, context),
})
