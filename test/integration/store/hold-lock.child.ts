import { AppError } from '../../../shared/errors.ts'
import { lockWorkspace } from '../../../electron/store/workspace-lock.ts'

// Claims the workspace given as argument and holds it until it is killed.
try {
  lockWorkspace(process.argv[2] ?? '')
  process.stdout.write('locked\n')
} catch (error) {
  process.stdout.write(error instanceof AppError ? `${error.code}\n` : 'other error\n')
}
setInterval(() => undefined, 1000)
