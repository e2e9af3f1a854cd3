import { accept, difference, endpoint, type Needs, runner, service } from '@homelab/estate'
import { application, externalApplications } from '@homelab/kubernetes'
import { readRepository, runnerLabel } from '../forge.ts'
import { minikube } from '../hosts.ts'
import { pushSecret } from '../registries.ts'
import { forgejo } from './forgejo.ts'

/** Stays hand-written. facts K23; its workflows O6, O7 */
export const forgejoRunner = service(import.meta, 'forgejo-runner', {
  title: 'Forgejo runner',
  summary: 'runs the workflows of Forgejo Actions',
  ports: {},
  workload: externalApplications({
    at: minikube,
    namespace: 'forgejo-runner',
    applications: [application('forgejo-runner', { repository: readRepository('blumeops') })],
  }),
  runners: [
    runner(runnerLabel, {
      daemon: 'docker in its pod',
      jobs: [
        { workflow: '.forgejo/workflows/check.yml', runs: 'proposed' },
        { workflow: '.forgejo/workflows/diff.yml', runs: 'proposed' },
        { workflow: '.forgejo/workflows/deploy-fly.yml', runs: 'reviewed', secrets: ['FLY_DEPLOY_TOKEN'] },
        { workflow: 'the release of the documentation', runs: 'reviewed', secrets: ['ARGOCD_AUTH_TOKEN'] },
        { workflow: 'the builds of own images', runs: 'reviewed', secrets: [pushSecret] },
      ],
    }),
  ],
  needs: (): Needs => [endpoint(forgejo, 'http', 'takes jobs')],
  accepts: [
    accept(
      'shared-runner',
      'there is one runner, written by hand elsewhere, and a check that waits for a second one holds up every change. It costs: whoever may open a pull request on the forge (nobody registers there, so people with an account, and whoever wrote a package that the checks install) can take the tokens of a later job, deploy another public proxy, sync Applications and push images that the cluster runs',
      `runners.${runnerLabel}`,
    ),
  ],
  differences: [
    difference('who shares the runner', {
      today: 'one runner for all workflows, which nothing states',
      now: 'kept, stated with what passes through it, and accepted. To fix it: a second Deployment of the runner with a daemon of its own and a label such as `proposed`, no job with a secret there; then `runs-on` of check.yml, and of the first job of diff.yml, names that label, `forge.ts` and this service state it, and the acceptance goes',
      why: 'the manifests of the runner are held out of this estate, so nothing here can make a second one',
      facts: 'K23, O6',
    }),
  ],
})
