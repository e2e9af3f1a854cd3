/** Documentation rendered from an estate: pages, pictures and guides. */
export { docs } from './render.ts'
