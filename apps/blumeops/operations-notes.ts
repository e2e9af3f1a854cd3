import { type Difference, difference } from '@homelab/estate'

/** How tasks differ from those of today. */
export const operationsNotes: readonly Difference[] = [
  difference('labels that the health check asks for', {
    today: 'three collectors are asked for under labels that no role installs',
    now: 'the labels come from the jobs themselves',
    why: 'a list beside the roles goes stale without anybody seeing it',
    facts: 'O5, A9',
    settles: ['operations.md: Collector labels in services-check', 'ansible.md: LA labels in the health check'],
  }),
  difference('how the health check judges a job of launchd', {
    today: 'it reports success whenever a line of the listing does not begin with a dash, which is always so',
    now: 'the job must be loaded, and have a process where it is kept alive; others must have ended well',
    why: 'a check that cannot fail is none',
    facts: 'O5',
    settles: 'operations.md: Label check',
  }),
  difference('what the health check asks besides', {
    today: '35 probes and the Argo CD table',
    now: 'every route of every kind with its certificate, every job, the age of every text file, every selector of pods',
    why: 'the list follows from the estate: a service that is added is asked after',
    facts: 'O5',
  }),
  difference('what the health check cannot ask', {
    today: 'counts as failed or as fine, as it happens',
    now: 'is shown as unknown, with the reason, and makes the task fail',
    why: 'nothing can be said of what nobody asked',
    facts: 'O5',
  }),
  difference('addresses that the health check asks for readiness', {
    today: '`/healthz` of the Kubernetes API; `/` of the BitTorrent client',
    now: '`/readyz`; the address that its outside probe asks',
    why: '`/healthz` is deprecated, and `/` is a redirect whatever is behind it',
    facts: 'O5, K13',
  }),
  difference('when the documentation site is built', {
    today: 'by a workflow that is started by hand; pages describe a build on each push to `main`',
    now: 'kept: by hand; no rendered page says otherwise',
    why: 'the deployed workflow wins, and a release is a decision',
    facts: 'O7',
    settles: 'operations.md: Docs build trigger',
  }),
  difference('workflow that deploys the public proxy', {
    today: 'runs on changes of fly; `actions/checkout@v4`; flyctl by the vendor’s install script',
    now: 'runs on changes of dist/fly; checkout by its commit; flyctl by version and digest; may only read; one run at a time',
    why: 'what can be changed under the same name could read the deploy token',
    facts: 'O6',
  }),
  difference('workflow for pull requests', {
    today: 'none',
    now: 'types, lint, tests, and whether dist/ is what the estate renders',
    why: 'Argo CD and Ansible read dist/ as it lies there',
    facts: 'O7',
  }),
  difference('the field of the deploy token in the vault', {
    today: 'a how-to names `fly-deploy-token`; the playbook reads `deploy-token`',
    now: '`deploy-token`, stated once in the vault',
    why: 'the deployed value wins',
    facts: 'O2, A3',
    settles: 'proxy.md: Deploy token',
  }),
  difference('how the auth key reaches Fly.io', {
    today: 'read from the stack’s output and staged',
    now: 'the same, on standard input: it is never on a command line',
    why: 'every user of a machine sees the command lines of all others',
    facts: 'O4, P4',
  }),
  difference('name of the task for the kube configuration', {
    today: '`ensure-minikube-indri-kubectl-config`',
    now: '`ensure-kubectl-config`, for each cluster of the estate that minikube runs',
    why: 'host, profile, context and address come from the estate; the file stays where it is',
    facts: 'O4',
  }),
  difference('tasks that are not taken over', {
    today:
      '`container-list`, `container-tag-and-release`, `indri-runner-logs`, `pr-comments`, `blumeops-tasks`, `zk-docs`, `docs-review-random`, `docs-review-stale`, `docs-review-tags`',
    now: 'stay in the folder of tasks where they are',
    why: 'they serve the forge, the registry and the writing of pages, and hold nothing that is rendered',
    facts: 'O4',
  }),
]
