/** What each provider registers. */
export { flyParts } from './fly/part.ts'
export { ownNginxParts } from './own-nginx/part.ts'
