/** Where the Caddyfile by itself is rendered. */
export const caddyfilePath = 'caddy/Caddyfile'
