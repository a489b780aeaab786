import { i18n } from '../../lib/i18n.ts'

/** An action (`plans.approve`) in words; one that has none stands as it is. */
export function actionWords(action: string): string {
  return i18n.t(`audit.action.${action}`, { defaultValue: action })
}

/** Who did it, in words. */
export function actorWords(actor: string): string {
  return i18n.t(`audit.actor.${actor}`, { defaultValue: actor })
}
