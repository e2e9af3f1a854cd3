/**
 * What falls with what, in the estate of `apps/blumeops`: worked out by hand from what it states, before there was code. Claims are lines
 * of `impactLines`, in which `*` stands for anything.
 */
export interface ImpactCase {
  readonly asked: string
  readonly says: readonly string[]
  readonly silent: readonly string[]
}

const brokenByNoPrometheus = ['outside alertmanager: its heartbeat, every 5 minutes*', 'silent *: prometheus stops*']

export const cases: readonly ImpactCase[] = [
  {
    // It holds everything but its backups. Alerting stands on it; the heartbeat that somebody outside expects does not.
    asked: 'indri',
    says: [
      ...['alloy', 'borgmatic', 'forgejo', 'zot', 'jellyfin', 'caddy', 'minikube'].map(
        name => `stops ${name}: runs on indri`,
      ),
      ...['prometheus', 'alertmanager', 'blumeops-pg', 'grafana', 'docs', 'argocd', 'tailscale-operator'].map(
        name => `stops ${name}: runs in minikube*`,
      ),
      // Hand-written ones as well: where they run is stated.
      ...['immich', 'teslamate', 'transmission', 'homepage', 'devpi', 'forgejo-runner'].map(
        name => `stops ${name}: runs in minikube*`,
      ),
      'degrades flyio-proxy: pushes access logs*loki*',
      'degrades nas-dashboard: *nas.ops.eblu.me*',
      ...brokenByNoPrometheus,
      'restorable forgejo repositories and packages: from sifaka-borg-backups on sifaka:backups, at most 29 hours old',
      'restorable forgejo users, issues and pull requests: from sifaka-borg-backups*29 hours old',
      'restorable miniflux database miniflux: from sifaka-borg-backups*29 hours old',
      'restorable teslamate database teslamate: from sifaka-borg-backups*29 hours old',
      'restorable borgmatic notes: from sifaka-borg-backups*',
      'restorable borgmatic documents: from sifaka-borg-backups*',
      'lost immich database immich: not among the dumps of today (facts O1)',
      // Hand-written: what it keeps besides, nobody states, and so nobody may say that nothing is lost.
      'unknown immich: what it keeps is stated nowhere*',
      'unknown transmission: what it keeps is stated nowhere*',
      'lost prometheus metrics of 15 days: loses only history',
      'lost navidrome playlists, play counts and pictures (SQLite): *',
      'lost jellyfin users and what was watched: *',
      'first *nobody is told*prometheus*',
      'first *restart-a-host*',
    ],
    silent: [
      'stops flyio-proxy*',
      'stops nas-dashboard*',
      'stops node-exporter-sifaka*',
      'told *',
      'lost *photos*',
      'lost sifaka*',
      'lost *the Borg repository*',
      'restorable immich*',
    ],
  },
  {
    // What is mounted from it stops. Alerting does not stand on it. The backups are gone, and with them nothing that is live.
    asked: 'sifaka',
    says: [
      'stops nas-dashboard: runs on sifaka',
      'stops node-exporter-sifaka: runs on sifaka',
      'stops kiwix: mounts sifaka:torrents',
      'stops navidrome: mounts sifaka:music',
      'degrades borgmatic: keeps its backups on sifaka:backups',
      'told TargetDown warning node-exporter-sifaka *ntfy*',
      'told HostDiskUnseen warning node-exporter-sifaka *ntfy*',
      'told ProbeFailing critical nas-dashboard *ntfy*',
      'told ProbeFailing critical kiwix *ntfy*',
      'told BackupTooOld critical borgmatic *ntfy*',
      'lost sifaka photos: lives on the NAS, whose RAID 5 survives a disk',
      'lost sifaka video: *',
      'lost sifaka the Borg repository: is the backup',
      'unknown immich: *',
      'first *sifaka-borg-backups*',
    ],
    silent: [
      'stops immich*',
      'stops forgejo*',
      'stops prometheus*',
      'restorable *',
      'silent *',
      'lost navidrome playlists*',
      'lost forgejo*',
    ],
  },
  {
    // Two databases for those who own them, one question less for Grafana, no dumps for the backups.
    asked: 'blumeops-pg',
    says: [
      'stops blumeops-pg: is what fell',
      'stops miniflux: keeps its data in miniflux, on blumeops-pg',
      'stops teslamate: keeps its data in teslamate, on blumeops-pg',
      'degrades grafana: queries the car data of TeslaMate*blumeops-pg*',
      'degrades borgmatic: logs in as borgmatic*blumeops-pg*',
      'told DatabaseDown critical blumeops-pg *ntfy*',
      'told ProbeFailing critical miniflux *ntfy*',
      'told ProbeFailing critical teslamate *ntfy*',
      'restorable miniflux database miniflux: from sifaka-borg-backups on sifaka:backups, at most 29 hours old',
      'restorable teslamate database teslamate: from sifaka-borg-backups on sifaka:backups, at most 29 hours old',
    ],
    silent: [
      'unknown *',
      'stops grafana*',
      'stops immich*',
      'stops borgmatic*',
      'silent *',
      'restorable forgejo*',
      'lost prometheus*',
    ],
  },
  {
    // Nobody asks a vault for a value that is there already.
    asked: 'op:Grafana',
    says: [
      'later grafana: *Grafana (blumeops)*monitoring/*',
      'told ExternalSecretNotReady warning external-secrets *ntfy*',
      'first *rotate-a-secret*',
    ],
    silent: ['stops *', 'degrades *', 'lost *', 'restorable *', 'later teslamate*', 'later alertmanager*', 'silent *'],
  },
  {
    // Nothing that people use; what was saved there is still where it came from.
    asked: 'sifaka:/backups',
    says: [
      'degrades borgmatic: keeps its backups on sifaka:backups',
      'told BackupTooOld critical borgmatic *ntfy*',
      'told BackupUnreadable warning borgmatic *ntfy*',
      'lost sifaka the Borg repository: is the backup',
      'first *sifaka-borg-backups*',
    ],
    silent: [
      'stops *',
      'restorable *',
      'lost forgejo*',
      'lost *photos*',
      'told TargetDown*',
      'told ProbeFailing*',
      'silent *',
    ],
  },
  {
    // The zone of private and of public names; names of the tailnet are not in it.
    asked: 'eblu.me',
    says: [
      'degrades forgejo: *forge.ops.eblu.me*',
      'degrades docs: *docs.eblu.me*',
      'degrades docs: downloads the site when it starts*',
      'degrades grafana: *grafana.ops.eblu.me*',
      'degrades alloy: pushes the metrics of the host*prometheus*',
      'degrades borgmatic: logs in as borgmatic*',
      'degrades forgejo-runner: takes jobs*',
      'later argocd: *forge.ops.eblu.me*',
      'told ProbeFailing critical forgejo *ntfy*',
      'told ProbeFailing critical docs *ntfy*',
      'told AlloyNotDelivering critical alloy *ntfy*',
      'told HostDiskUnseen warning alloy *ntfy*',
    ],
    silent: [
      'stops *',
      'lost *',
      'restorable *',
      '*tail8d86e.ts.net*',
      'told ProbeFailing critical miniflux*',
      'degrades alloy-k8s: pushes*',
      'silent *: prometheus*',
    ],
  },
  {
    // Names of the tailnet, and those of the private proxy, which stands in it; the cluster goes on talking to itself.
    asked: 'tailnet',
    says: [
      'degrades grafana: *grafana.tail8d86e.ts.net*',
      'degrades forgejo: *forge.ops.eblu.me*',
      'degrades docs: *docs.eblu.me*',
      'degrades flyio-proxy: pushes access logs*',
      'degrades alloy: pushes the logs of the host*',
      'degrades borgmatic: logs in as borgmatic*',
      'told AlloyNotDelivering critical flyio-proxy *ntfy*',
      'told ProbeFailing critical forgejo *ntfy*',
      'first *tailnet-lockout*',
    ],
    silent: [
      'stops *',
      'lost *',
      'told ProbeFailing critical miniflux*',
      'degrades grafana: queries*',
      'degrades alloy-k8s: pushes*',
      'silent *: prometheus*',
    ],
  },
  {
    // One public name; the site has others.
    asked: 'flyio-proxy',
    says: [
      'stops flyio-proxy: is what fell',
      'degrades docs: is not reached as docs.eblu.me*',
      'told ProbeFailing critical docs *ntfy*',
      'told TargetDown warning flyio-proxy *ntfy*',
    ],
    silent: [
      'stops docs*',
      '*docs.ops.eblu.me*',
      'lost *',
      'restorable *',
      'silent *',
      'degrades grafana*',
      'degrades loki*',
    ],
  },
  {
    // Whatever tells of others is silent, but for who listens outside.
    asked: 'prometheus',
    says: [
      'stops prometheus: is what fell',
      'degrades grafana: queries metrics*prometheus*',
      'degrades alloy: pushes the metrics of the host*',
      'degrades alloy-k8s: pushes the results of probes*',
      'degrades flyio-proxy: pushes metrics of requests*',
      ...brokenByNoPrometheus,
      'lost prometheus metrics of 15 days: loses only history',
      'first *nobody is told*prometheus*',
    ],
    silent: ['told *', 'stops grafana*', 'stops alertmanager*', 'restorable *', 'degrades grafana: queries logs*'],
  },
  {
    // The cluster, and not the host that it is on.
    asked: 'minikube',
    says: [
      'stops minikube: is what fell',
      ...['prometheus', 'alertmanager', 'argocd', 'docs', 'immich', 'blumeops-pg'].map(
        name => `stops ${name}: runs in minikube*`,
      ),
      'degrades alloy: pushes the metrics of the host*',
      'degrades borgmatic: logs in as borgmatic*',
      'later minikube-metrics: *minikube*measures it*',
      'degrades flyio-proxy: pushes access logs*',
      ...brokenByNoPrometheus,
      'restorable miniflux database miniflux: from sifaka-borg-backups on sifaka:backups, at most 29 hours old',
      'lost immich database immich: *',
      'lost loki logs of 31 days: loses only history',
      'first *nobody is told*prometheus*',
    ],
    silent: [
      'stops forgejo: *',
      'stops caddy*',
      'stops zot*',
      'stops jellyfin*',
      'stops borgmatic*',
      'told *',
      'restorable forgejo*',
      'lost sifaka*',
      'lost jellyfin*',
    ],
  },
]
