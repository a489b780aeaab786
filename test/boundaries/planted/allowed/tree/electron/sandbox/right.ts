import { createServer } from 'node:http'
import { right } from '../../shared/right.ts'
import { shape } from '../graph/wire/right.ts'

export const sandbox = [createServer, right, shape]
