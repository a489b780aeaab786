import { useTranslation } from 'react-i18next'
import type { Explanation } from '../../shared/domain/common.ts'
import { explain } from '../lib/explain.ts'

export interface ExplainProps {
  readonly explanation: Explanation
  /** Where the texts are: key `<namespace>.<code>`, `findings.evidence` for example. */
  readonly namespace: string
}

/** An explanation in words, its values formatted in the chosen language. */
export function Explain({ explanation, namespace }: ExplainProps) {
  // Draws again when the language changes.
  useTranslation()
  return <>{explain(explanation, namespace)}</>
}
