/** What renders a part of hosts: the pieces that roles are put together of. For a part's `render.ts`, in `apps` too. */

export { printUnit } from '@homelab/formats/unit-file'
export { expression, quoted, value, variable } from './ansible/jinja.ts'
export type { Step, Task } from './ansible/task.ts'
export { marker } from './project/contents.ts'
export { confirmRuns, says } from './project/pieces/confirm.ts'
export { filePieces, templatePieces } from './project/pieces/files.ts'
export { type Confirmation, joined, type Pieces, type Rendering } from './project/rendering.ts'
