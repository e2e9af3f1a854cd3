import { knownPrograms } from './known-programs.ts'

/**
 * Words of four letters or more that configurations of many homelabs are made of, so that one of them with another letter is
 * taken for a slip though the estate says it once: names of programs, parts of paths, words of commands and of settings.
 */
export const knownWords: ReadonlySet<string> = new Set([
  ...Object.keys(knownPrograms).flatMap(name => name.split('-').filter(word => word.length >= 5)),
  // Short ones that few other words are like.
  ...words(`
    bash curl data file ghcr grpc helm host html http info json kube loki main node quay smtp sync user yaml
  `),
  // Programs, and who makes them.
  ...words(`
    ansible apache arangodb audiobookshelf authelia authentik bazarr bitwarden blackbox borgbackup borgmatic busybox
    caddy calibre certbot changedetection chrony cloudflare cloudflared cloudnative collabora containerd coredns
    curlimages debian docker dovecot elasticsearch firefly flyio forgejo freshrss gitea github gitlab grafana
    healthchecks hashicorp homebrew immich influxdb jellyfin jellyseerr keycloak kiwigrid kubectl kubelet kubernetes
    kustomize launchd lidarr linuxserver logrotate longhorn mailpit mariadb mealie memcached metallb minikube minio
    mongodb mosquitto mysql nextcloud nginx ollama onepassword openbao openssl overseerr owncloud paperless photoprism
    pihole podman portainer postfix postgresql powermetrics promtail proxmox prowlarr pulumi python qbittorrent rabbitmq
    radarr rclone readarr redis restic rsync sabnzbd samba snapraid sonarr sqlite syncthing systemd tailscale tailscaled
    tautulli telegraf tensorchord traefik transmission unbound vaultwarden vectorchord vikunja wallabag wireguard zigbee
    registry
  `),
  // Of paths, and of what lies there.
  ...words(`
    application applications assets backup backups binary cache certificates certs charts config configuration configs
    credentials custom database databases datasource datasources dashboard dashboards deploy directory documents
    downloads exporter exporters folder folders library manifest manifests metrics movies music photos pictures plugins
    private privileged privileges provider providers public repositories repository resources scripts secret secrets
    server servers settings socket sources state storage system templates textfile token tokens torrent torrents uploads
    values volume volumes website
  `),
  // Of commands, options and settings.
  ...words(`
    access address admin admins allow annotations available background branch browser client cluster command committer
    condition conflicts connect connection console container containers content controller create critical daemon
    datadir default delete deployment disable disabled domain download driver enable enabled encryption endpoint entry
    environment error errors event events exclude external extension false filename filter force forge frequency gateway
    generator generic health healthz healthcheck history hostname hostnames hosts image images include ingress input
    install instance instances interval issues journal kernel label labels level limit limits listen literal local login
    memory message method mirror monitor monitoring mount mounts nameserver namespace network noreply number object
    operator option options output package packages parameters password periodic policy postgres prefix preload print
    priority process profile project projects protocol proxies proxy query queue ready receiver receivers record records
    refresh release releases remote replica replicas request requests resolver resource response restart retention
    revision route routes runner runners sample scanner schedule scheduler schema scheme search security selector serve
    service services session sidecar signing snapshot source status store stores stream string subject suffix superuser
    target targets template thermal threshold timeout topic update updates upload urgent username version warning watch
    watcher webhook wildcard worker workflow workflows writer
  `),
])

/** Words that are one letter from one of those, and are no slips. */
export const alikeWords: ReadonlySet<string> = new Set(
  words(`
    assess authentic babel base bass batch bath bile branches brunch bush candy carts cash catch clutter code commend
    committed consent contained contest context controlled cost costs count counts crease cube curb cure customize dada
    dash date detention directors docket dose driven drivers drives dust enabler evens falter film filo find fine fire
    five focal form forte gain genetic gorge gunner hash hatch healthy hearth held hell help holder holders hose images
    inbound instill internal into issued issuer kennel kueue latch lateral lever life listed lobe loci locker locket
    lode logic logon lost loyal lube lumber mail mamba mash mask massage match matcher math merge mile mode most move
    name none nope nose note nude openssh pain paint patch patcher patches pile pocket point police porter post posts
    postures potion print private protect provided provides proxied rain rash rate received receives released remove
    resolved revel rocker rocket rockets rode router routers rude rust rustic scanned scheduled schedules score scores
    serge served servo shore sidebar simple skate slate sourced spanner spate spring stage stages stake stale stare
    start states stats statue stone stones stored stork storm storms story stove streak strong suse systems taken task
    telegram tile tonic toxic tube unable unbound unload updated updater used uses vain valued vocal waiter wash wealth
    witch worked
  `),
)

/** In lines, for there are many. */
function words(text: string): readonly string[] {
  return text.trim().split(/\s+/)
}
