import { client } from '../graph/right.ts'
import { sandbox } from '../sandbox/right.ts'
import { secrets } from '../secrets/right.ts'
import { stored } from '../store/right.ts'

export const app = [client, sandbox, secrets, stored]
