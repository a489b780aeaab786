/** What came of an attempt to join. */
export type JoinOutcome =
  | { readonly outcome: 'joined' }
  | { readonly outcome: 'requested'; readonly joinRequestId: string }
  | {
      readonly outcome: 'refused'
      readonly reason: 'link_dead' | 'removed_before' | 'already_in' | 'full' | 'group_gone'
    }
