import { useState, type ReactNode } from 'react'
import type { CallOutput } from '../../../shared/ipc/contract.ts'
import { ConnectStep } from './connect-step.tsx'
import { CreateStep } from './create-step.tsx'
import { FirstRunFrame } from './first-run-frame.tsx'
import { RecoveryStep } from './recovery-step.tsx'
import { WelcomeStep } from './welcome-step.tsx'

export interface FirstRunProps {
  readonly keychainAvailable: boolean
  /** Called before the workspace is made, so that the first run stays on the screen. */
  readonly onCreating: () => void
  readonly onDone: () => void
  /** Draws the form that connects a Business account. */
  readonly renderConnect: (onConnected: () => void) => ReactNode
}

type Created = CallOutput<'workspace.create'>
type Step = 'welcome' | 'create' | 'recovery' | 'connect'
const steps: readonly Step[] = ['welcome', 'create', 'recovery', 'connect']

/** From nothing to a workspace in four screens at most; one click for the demo shop. */
export function FirstRun(props: FirstRunProps) {
  const [step, setStep] = useState<Step>('welcome')
  const [created, setCreated] = useState<Created | null>(null)
  const frame = (children: ReactNode) => (
    <FirstRunFrame step={steps.indexOf(step) + 1} steps={steps.length}>
      {children}
    </FirstRunFrame>
  )
  if (step === 'welcome')
    return frame(<WelcomeStep onOwnShop={() => setStep('create')} onDemo={props.onDone} />)
  if (step === 'create' || created === null)
    return frame(
      <CreateStep
        keychainAvailable={props.keychainAvailable}
        onBack={() => setStep('welcome')}
        onCreating={props.onCreating}
        onCreated={(made) => {
          setCreated(made)
          setStep('recovery')
        }}
      />,
    )
  if (step === 'recovery')
    return frame(<RecoveryStep created={created} onConfirmed={() => setStep('connect')} />)
  return frame(<ConnectStep onDone={props.onDone} renderConnect={props.renderConnect} />)
}
