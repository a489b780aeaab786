import { z } from 'zod'
import { locale, timestampMs } from './common.ts'

/** Where the data key's everyday wrapping lives. `memory` is for tests and the demo shop only. */
export const vaultKind = z.enum(['keychain', 'passphrase', 'memory'])
export type VaultKind = z.infer<typeof vaultKind>

export const passphrase = z.string().min(8).max(200)

/**
 * `missing`: no workspace in the folder. `locked`: needs a passphrase or the recovery code;
 * `lockedReason` says why. `ready`: open.
 */
export const workspaceStatus = z.object({
  state: z.enum(['missing', 'locked', 'ready']),
  lockedReason: z.enum(['passphrase', 'keychain_unavailable', 'keychain_entry_missing']).nullable(),
  vault: vaultKind.nullable(),
  isDemo: z.boolean(),
  name: z.string().nullable(),
  keychainAvailable: z.boolean(),
  recoveryConfirmed: z.boolean(),
  version: z.string(),
})

export const createWorkspaceInput = z.object({
  vault: vaultKind,
  passphrase: passphrase.optional(),
  name: z.string().trim().min(1).max(80),
  language: locale,
  /** ISO 3166-1 alpha-2; numbers without a country code are read as from here. */
  defaultCountry: z.string().regex(/^[A-Z]{2}$/),
})

/** The recovery code is shown once. `askParts` are the 1-based positions asked back. */
export const createdWorkspace = z.object({
  recoveryCode: z.string(),
  askParts: z.tuple([z.number().int(), z.number().int()]),
})

export const confirmRecoveryInput = z.object({
  parts: z
    .array(z.object({ position: z.number().int().min(1).max(12), part: z.string().max(20) }))
    .length(2),
})

export const setPassphraseInput = z.object({ passphrase })

export const unlockInput = z
  .object({
    passphrase: z.string().max(200).optional(),
    recoveryCode: z.string().max(200).optional(),
  })
  .refine((value) => (value.passphrase === undefined) !== (value.recoveryCode === undefined), {
    message: 'Give either the passphrase or the recovery code.',
    path: ['passphrase'],
  })

export const settings = z.object({
  workspaceName: z.string().trim().min(1).max(80),
  language: locale,
  colorScheme: z.enum(['auto', 'light', 'dark']),
  defaultCountry: z.string().regex(/^[A-Z]{2}$/),
  /** Days until a confirmation by hand counts as stale. */
  confirmationStaleDays: z.number().int().min(1).max(365),
  graphVersion: z.string().regex(/^v\d{1,3}\.\d$/),
  /** Loopback port of the update receiver; 0 lets the system choose. */
  updatesPort: z.number().int().min(0).max(65535),
  automaticUpdates: z.boolean(),
  notifications: z.boolean(),
  /** Price per delivered message, by category, in `currency`; the estimate's source. */
  rateCard: z.object({
    currency: z.string().length(3),
    asOf: z.string().max(20),
    marketing: z.number().min(0),
    utility: z.number().min(0),
  }),
})
export type Settings = z.infer<typeof settings>

export const backup = z.object({
  fileName: z.string(),
  bytes: z.number().int(),
  createdAt: timestampMs,
})
