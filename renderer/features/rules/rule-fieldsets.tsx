import { useTranslation } from 'react-i18next'
import { CriteriaFields } from './criteria-fields.tsx'
import { ChoiceField, DaysField, TextField } from './rule-fields.tsx'
import { RuleSection } from './rule-section.tsx'
import type { FormErrors, RuleSetForm } from './rule-set-form.ts'

export interface RuleFieldsetsProps {
  readonly form: RuleSetForm
  readonly onChange: (form: RuleSetForm) => void
  readonly errors: FormErrors
  readonly showErrors: boolean
}

/** The seven rules, one section each. */
export function RuleFieldsets(props: RuleFieldsetsProps) {
  return (
    <>
      <WhoRules {...props} />
      <LinkRules {...props} />
      <MessageRules {...props} />
      <ReviewRule {...props} />
    </>
  )
}

function WhoRules({ form, onChange }: RuleFieldsetsProps) {
  const { t } = useTranslation()
  const options = [
    { value: 'admins', label: t('rules.editor.admins') },
    { value: 'everyone', label: t('rules.editor.everyone') },
  ] as const
  return (['posting', 'inviting'] as const).map((rule) => (
    <RuleSection
      key={rule}
      rule={rule}
      isOn={form[rule].isOn}
      onToggle={(isOn) => onChange({ ...form, [rule]: { ...form[rule], isOn } })}
    >
      <ChoiceField
        label={t('rules.editor.who')}
        options={options}
        value={form[rule].who}
        onChange={(who) => onChange({ ...form, [rule]: { ...form[rule], who } })}
      />
    </RuleSection>
  ))
}

function LinkRules({ form, onChange, errors, showErrors }: RuleFieldsetsProps) {
  const { t } = useTranslation()
  const { joinApproval, inviteLinkRotation } = form
  return (
    <>
      <RuleSection
        rule="join_approval"
        isOn={joinApproval.isOn}
        onToggle={(isOn) => onChange({ ...form, joinApproval: { ...joinApproval, isOn } })}
      >
        <ChoiceField
          label={t('rules.editor.approval')}
          options={[
            { value: 'on', label: t('rules.editor.approvalOn') },
            { value: 'off', label: t('rules.editor.approvalOff') },
          ]}
          value={joinApproval.required ? 'on' : 'off'}
          onChange={(value) =>
            onChange({ ...form, joinApproval: { ...joinApproval, required: value === 'on' } })
          }
        />
        {joinApproval.required ? (
          <ChoiceField
            label={t('rules.editor.screening')}
            help={t('rules.editor.screeningHelp')}
            options={[
              { value: 'off', label: t('rules.editor.screeningOff') },
              { value: 'hold_unchecked', label: t('rules.editor.screeningHold') },
              { value: 'trusted_only', label: t('rules.editor.screeningTrusted') },
            ]}
            value={joinApproval.screening}
            onChange={(screening) =>
              onChange({ ...form, joinApproval: { ...joinApproval, screening } })
            }
          />
        ) : null}
      </RuleSection>
      <RuleSection
        rule="invite_link_rotation"
        isOn={inviteLinkRotation.isOn}
        onToggle={(isOn) =>
          onChange({ ...form, inviteLinkRotation: { ...inviteLinkRotation, isOn } })
        }
      >
        <DaysField
          label={t('rules.editor.everyDays')}
          help={t('rules.editor.everyDaysHelp')}
          value={inviteLinkRotation.everyDays}
          onChange={(everyDays) =>
            onChange({ ...form, inviteLinkRotation: { ...inviteLinkRotation, everyDays } })
          }
          error={errors['rotationDays']}
          showErrors={showErrors}
        />
      </RuleSection>
    </>
  )
}

function MessageRules({ form, onChange, errors, showErrors }: RuleFieldsetsProps) {
  const { t } = useTranslation()
  const { announcementCadence, pinnedMessage } = form
  const setCadence = (change: Partial<RuleSetForm['announcementCadence']>) =>
    onChange({ ...form, announcementCadence: { ...announcementCadence, ...change } })
  const setPin = (change: Partial<RuleSetForm['pinnedMessage']>) =>
    onChange({ ...form, pinnedMessage: { ...pinnedMessage, ...change } })
  return (
    <>
      <RuleSection
        rule="announcement_cadence"
        isOn={announcementCadence.isOn}
        onToggle={(isOn) => setCadence({ isOn })}
      >
        <DaysField
          label={t('rules.editor.everyDays')}
          help={t('rules.editor.everyDaysHelp')}
          value={announcementCadence.everyDays}
          onChange={(everyDays) => setCadence({ everyDays })}
          error={errors['cadenceDays']}
          showErrors={showErrors}
        />
        <TextField
          value={announcementCadence.text}
          onChange={(text) => setCadence({ text })}
          error={errors['cadenceText']}
          showErrors={showErrors}
        />
      </RuleSection>
      <RuleSection
        rule="pinned_message"
        isOn={pinnedMessage.isOn}
        onToggle={(isOn) => setPin({ isOn })}
      >
        <TextField
          value={pinnedMessage.text}
          onChange={(text) => setPin({ text })}
          error={errors['pinText']}
          showErrors={showErrors}
        />
        <DaysField
          label={t('rules.editor.pinDays')}
          help={t('rules.editor.pinDaysHelp')}
          value={pinnedMessage.days}
          onChange={(days) => setPin({ days })}
          error={errors['pinDays']}
          showErrors={showErrors}
        />
      </RuleSection>
    </>
  )
}

function ReviewRule({ form, onChange, errors, showErrors }: RuleFieldsetsProps) {
  const { t } = useTranslation()
  const { memberReview } = form
  const set = (change: Partial<RuleSetForm['memberReview']>) =>
    onChange({ ...form, memberReview: { ...memberReview, ...change } })
  return (
    <RuleSection rule="member_review" isOn={memberReview.isOn} onToggle={(isOn) => set({ isOn })}>
      <DaysField
        label={t('rules.editor.everyDays')}
        help={t('rules.editor.everyDaysHelp')}
        value={memberReview.everyDays}
        onChange={(everyDays) => set({ everyDays })}
        error={errors['reviewDays']}
        showErrors={showErrors}
      />
      <CriteriaFields
        review={memberReview}
        onChange={set}
        errors={errors}
        showErrors={showErrors}
      />
    </RuleSection>
  )
}
