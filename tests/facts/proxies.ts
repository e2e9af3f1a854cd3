/** Both proxies of today, facts P2-P6; transcribed by hand. Imports nothing of ours. */

/** HOST, BACK END. facts P2 */
export const caddyRoutes: readonly (readonly [string, string])[] = [
  ['forge.ops.eblu.me', 'http://localhost:3001'],
  ['registry.ops.eblu.me', 'http://localhost:5050'],
  ['jellyfin.ops.eblu.me', 'http://localhost:8096'],
  ['grafana.ops.eblu.me', 'https://grafana.tail8d86e.ts.net'],
  ['argocd.ops.eblu.me', 'https://argocd.tail8d86e.ts.net'],
  ['prometheus.ops.eblu.me', 'https://prometheus.tail8d86e.ts.net'],
  ['loki.ops.eblu.me', 'https://loki.tail8d86e.ts.net'],
  ['feed.ops.eblu.me', 'https://feed.tail8d86e.ts.net'],
  ['pypi.ops.eblu.me', 'https://pypi.tail8d86e.ts.net'],
  ['kiwix.ops.eblu.me', 'https://kiwix.tail8d86e.ts.net'],
  ['torrent.ops.eblu.me', 'https://torrent.tail8d86e.ts.net'],
  ['tesla.ops.eblu.me', 'https://tesla.tail8d86e.ts.net'],
  ['photos.ops.eblu.me', 'https://photos.tail8d86e.ts.net'],
  ['dj.ops.eblu.me', 'https://dj.tail8d86e.ts.net'],
  ['go.ops.eblu.me', 'https://go.tail8d86e.ts.net'],
  ['docs.ops.eblu.me', 'https://docs.tail8d86e.ts.net'],
  ['nas.ops.eblu.me', 'http://sifaka:5000'],
]

/** LISTEN PORT, BACK END. facts P3 */
export const caddyPorts: readonly (readonly [string, string])[] = [
  ['2222', 'localhost:2200'],
  ['5432', 'pg.tail8d86e.ts.net:5432'],
]

/** JSON name -> variable. facts P6; `client_ip` P9 */
export const logFields: readonly (readonly [string, string])[] = [
  ['time', '"$time_iso8601"'],
  ['remote_addr', '"$realip_remote_addr"'],
  ['client_ip', '"$remote_addr"'],
  ['request_method', '"$request_method"'],
  ['request_uri', '"$request_uri"'],
  ['status', '$status'],
  ['body_bytes_sent', '$body_bytes_sent'],
  ['request_time', '$request_time'],
  ['upstream_response_time', '"$upstream_response_time"'],
  ['upstream_cache_status', '"$upstream_cache_status"'],
  ['http_host', '"$http_host"'],
  ['http_user_agent', '"$http_user_agent"'],
]

/** Lines of nginx's configuration that stay as they were. facts P6 */
export const nginxLines: readonly string[] = [
  'worker_processes auto;',
  'worker_connections 1024;',
  'include /etc/nginx/mime.types;',
  'default_type application/octet-stream;',
  'proxy_cache_path /tmp/cache levels=1:2 keys_zone=services:10m max_size=200m inactive=24h;',
  'limit_req zone=general burst=20 nodelay;',
  'proxy_ssl_server_name on;',
  'proxy_cache services;',
  'proxy_cache_valid 200 24h;',
  'proxy_cache_valid 404 1m;',
  'proxy_cache_lock on;',
  'add_header X-Cache-Status $upstream_cache_status always;',
  'return 444;',
  // facts P9
  'resolver 100.100.100.100 valid=30s;',
  'resolver_timeout 5s;',
  'error_page 502 503 504 /error.html;',
]
