import { AppError } from '../../shared/errors.ts'

/**
 * A piece of a file from base64. The decoder skips what it does not know, and a file with holes in it
 * would be read as whole.
 *
 * @throws AppError `invalid_input`.
 */
export function decodeStrictly(base64: string): Buffer {
  const bytes = Buffer.from(base64, 'base64')
  if (bytes.toString('base64') !== base64)
    throw new AppError('invalid_input', {
      field: 'base64',
      message: 'A piece of the file arrived damaged. Choose the file again.',
    })
  return bytes
}
