import { AppError } from '../../../shared/errors.ts'
import { process, type Handlers } from '../context.ts'

export const reportHandlers: Handlers<'reports.export'> = {
  'reports.export': process(() => Promise.reject(new AppError('internal'))),
}
