/**
 * Whether the person of `contact` said no to the purpose of `broadcast`, or to marketing where a text of it
 * is marketing to WhatsApp. The same question as the store's own guard asks.
 */
export const hasSaidNo = `EXISTS (SELECT 1 FROM consent_state WHERE consent_state.contact_id=contact.id
  AND consent_state.state='withdrawn' AND (consent_state.purpose=broadcast.purpose
    OR (broadcast.is_marketing=1 AND consent_state.purpose='marketing')))`
