import { command } from '../cli/command.ts'
import { estateOption } from './estate-option.ts'

export const rehearse = command({
  name: 'rehearse',
  summary: 'Install what is rendered on a real control plane of its own, by the rendered guide',
  details: [
    'A real kube-apiserver, etcd, controller-manager, scheduler and Argo CD, in namespaces of their own on this machine:',
    'nothing of them reaches the network or the estate. The commands are those of the guide that is rendered; what is',
    'served is what Git would commit (the index). No container runs. It builds its programs once, which takes about 20',
    'minutes on two cores; a rehearsal takes some minutes, and 10 at most by default. What can’t be installed here stands with its',
    'reason in apps/NAME/rehearsal.json; anything else that is not Succeeded, Synced and Healthy is red (exit code 1), and',
    'so is what stands there and works. Needs Linux, root, Go, and from Debian: etcd-server, redis-server, git, openssl,',
    'openssh-client, iproute2, prometheus. A cluster that the rendered script delivers (`apply.sh`) is rehearsed too: each group is',
    'a row, and a second run must change nothing. Of several clusters it installs one, and says which it left out.',
  ].join('\n'),
  options: {
    cluster: {
      ...{ type: 'text', value: 'NAME' },
      help: 'this cluster, of several; by default the first that Argo CD delivers from within, else the first that the script does',
    },
    only: { type: 'text', value: 'NAME', help: 'this Application alone, with all that the guide brings up before it' },
    all: {
      ...{ type: 'flag' },
      help: 'and then with faults that must each turn it red: a table of them; a quarter of an hour on two cores',
    },
    from: {
      ...{ type: 'text', value: 'REV' },
      help: 'install this revision first, then follow the plan, and commands that only the later guide has, to what Git would commit: red where more is recreated, pruned or refused than it says',
    },
    adopt: {
      ...{ type: 'text', value: 'DIR' },
      help: 'begin with the manifests of this folder, made by hand: a sync must take each over, and recreate none',
    },
    rendered: {
      ...{ type: 'text', value: 'DIR' },
      help: 'where it is rendered in this repository, if not where the estate says',
    },
    minutes: {
      ...{ type: 'text', value: 'N', default: '10' },
      help: 'everything is ended after so long, for a slow machine; 10 by default',
    },
    keep: { type: 'flag', help: 'keep it afterwards, to look around, until Ctrl-C or for two hours' },
    json: { type: 'flag', help: 'print the result as JSON' },
    estate: estateOption,
  },
  examples: [
    { line: 'rehearse', does: 'the whole cluster, and a second sync' },
    { line: 'rehearse --cluster hill', does: 'one of several clusters' },
    { line: 'rehearse --only miniflux', does: 'one Application' },
    { line: 'rehearse --from HEAD', does: 'what the change that is staged does to a cluster that has HEAD' },
    { line: 'rehearse --keep', does: 'the same, and then kubectl and argocd in it' },
  ],
  run: async (values, context) => (await import('./rehearse-run.ts')).rehearseEstate(values, context),
})
