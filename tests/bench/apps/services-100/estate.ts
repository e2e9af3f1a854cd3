import { generated } from '../../generated.ts'

export default generated(import.meta, 100)
